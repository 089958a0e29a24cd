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
  /** Ends the server at once, as a power cut would, and starts it again on what it had stored. */
  crash(): Promise<void>;
  /** Ends the server in order, and starts it again after some milliseconds. */
  restart(pause?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; undefined, said on stderr, where PostgreSQL is not installed. */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-pg-test-'));
  const first = await start(folder);
  if (first === undefined) {
    process.stderr.write('PostgreSQL is not installed: the tests of the queue are left out\n');
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  let server = first.server;
  const again = async (): Promise<void> => {
    server = (await start(folder))!.server;
  };
  const end = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.kill('SIGTERM');
    await closed;
  };
  return {
    address: first.address,
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
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(folder: string): Promise<{ server: ChildProcess; address: string } | undefined> {
  const server = spawn(process.execPath, [script, '--dir', folder, '--until-eof'], { stdio: 'pipe' });
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
