import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes when this process ends. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Waits for the end of its input, which comes with that of whoever holds the other end, then removes a folder. */
const sweeper = `
const { rmSync } = require('node:fs');
const remove = () => rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.on('error', () => undefined).on('close', () => { remove(); setTimeout(remove, 2000); }).resume();
`;

/**
 * Makes a temporary folder, which a process of its own removes where this one is killed.
 *
 * @param prefix what its name begins with
 */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = join(tmpdir(), prefix + randomBytes(6).toString('hex'));
  const child = spawn(process.execPath, ['--eval', sweeper, path], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  // After the process that removes it has been started: between the two this one may be killed.
  mkdirSync(path, { mode: 0o700 });
  // Where no process can be started, the folder goes with an ordinary end alone.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true });
      child.kill('SIGKILL');
    },
  };
}
