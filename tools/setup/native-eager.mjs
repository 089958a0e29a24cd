// The optional native library of TF.js: fetched where its download host answers, passed over in silence and at once
// where it does not. Nothing depends on it; the eager executor falls back to WebAssembly.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('../../node_modules/@tensorflow/tfjs-node', import.meta.url));
const triedMark = fileURLToPath(new URL('../../node_modules/.tfjs-node-tried', import.meta.url));
const libraryHost = 'https://storage.googleapis.com/tensorflow/';
const probeMilliseconds = 2000;
const downloadMilliseconds = 90_000;

const answers = async (address) => {
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeMilliseconds) });
    return response.status < 500;
  } catch {
    return false;
  }
};

/** Runs the package's own install script once, bounded in time, and only where it can succeed. */
export async function fetchNativeEager() {
  if (!existsSync(packageFolder) || existsSync(triedMark) || !(await answers(libraryHost))) return;
  writeFileSync(triedMark, '');
  spawnSync(process.execPath, ['scripts/install.js'], {
    cwd: packageFolder,
    stdio: 'ignore',
    timeout: downloadMilliseconds,
    env: { ...process.env, PATH: `${packageFolder}/node_modules/.bin${delimiter}${process.env.PATH ?? ''}` },
  });
}
