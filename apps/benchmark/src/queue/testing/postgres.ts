import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../../../tools/cluster/start-postgres.mjs', import.meta.url));

/** A PostgreSQL of a test's own. */
export interface TestPostgres {
  readonly address: string;
  /** Where its socket and its data are. */
  readonly folder: string;
  /** Ends the server at once, as a power cut would, and starts it again on what it had stored. */
  crash(): Promise<void>;
  /** Ends the server in order, and starts it again after some milliseconds. */
  restart(pause?: number): Promise<void>;
  /** Starts it again where it has ended by itself, as it does without room on its disk; whether it had. */
  revive(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Starts one; undefined, said on stderr, where PostgreSQL is not installed.
 *
 * @param folder an empty one of the caller's; default: a temporary one
 * @param settings of the server, as name=value
 */
export async function startPostgres(
  folder = mkdtempSync(join(tmpdir(), 'cfq-pg-test-')),
  settings: readonly string[] = [],
): Promise<TestPostgres | undefined> {
  const first = await start(folder, settings);
  if (first === undefined) {
    process.stderr.write('PostgreSQL is not installed: the tests of the queue are left out\n');
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  let server = first.server;
  const again = async (): Promise<void> => {
    server = (await start(folder, settings))!.server;
  };
  const end = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.kill('SIGTERM');
    await closed;
  };
  return {
    address: first.address,
    folder,
    async crash() {
      const closed = once(server, 'close');
      process.kill(
        Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGKILL',
      );
      await closed;
      await again();
    },
    async restart(pause = 0) {
      await end();
      await new Promise((resolve) => setTimeout(resolve, pause));
      await again();
    },
    async revive() {
      if (server.exitCode === null && server.signalCode === null) return false;
      await again();
      return true;
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(
  folder: string,
  settings: readonly string[],
): Promise<{ server: ChildProcess; address: string } | undefined> {
  const words = ['--dir', folder, '--until-eof', ...settings.flatMap((one) => ['--set', one])];
  const server = spawn(process.execPath, [script, ...words], { stdio: 'pipe' });
  let [told, failed] = ['', ''];
  server.stderr.setEncoding('utf8').on('data', (text: string) => (failed += text));
  return new Promise((resolve, reject) => {
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.endsWith('\n')) resolve({ server, address: told.trim() });
    });
    server.on('close', (code) => {
      if (code === 3) resolve(undefined);
      else reject(new Error(`the database did not start: ${failed}`));
    });
  });
}
