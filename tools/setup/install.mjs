// Installs the workspace with the pinned pnpm, so that a machine with only Node and npm needs nothing else.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fetchNativeEager } from './native-eager.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const result = spawnSync(
  'npx',
  ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_update_notifier: 'false' },
    shell: process.platform === 'win32',
  },
);
if (result.status !== 0) {
  process.stderr.write(result.stdout ?? '');
  process.stderr.write(`install: ${packageManager} install failed; is the npm registry reachable?\n`);
  process.exit(result.status ?? 1);
}
process.stderr.write(`installed with ${packageManager}\n`);
await fetchNativeEager();
