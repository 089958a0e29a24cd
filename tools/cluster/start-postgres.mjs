#!/usr/bin/env node
/**
 * Starts a PostgreSQL of one's own for a queue: in a folder, on a socket in it (with --port also on that port of this machine),
 * prints its address on one line, and runs until it is stopped (Ctrl-C, SIGTERM, or the end of its input with --until-eof).
 * --set NAME=VALUE, any number of times, is a setting of the server. Without --dir the folder is temporary and goes with it.
 * Needs the server's programs: Debian's package `postgresql`.
 * Exit code 3 where they are missing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    port: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    'until-eof': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  process.stdout.write(
    'Usage: node tools/cluster/start-postgres.mjs [--dir DIR] [--port N] [--set NAME=VALUE]... [--until-eof]\n',
  );
  process.exit(0);
}

const programs = programsFolder();
if (programs === undefined) {
  process.stderr.write(
    'start-postgres: PostgreSQL is not installed (no initdb and postgres). On Debian: apt install postgresql\n',
  );
  process.exit(3);
}
const user = unprivileged();
const folder = values.dir === undefined ? mkdtempSync(join(tmpdir(), 'cfq-pg-')) : resolve(values.dir);
mkdirSync(folder, { recursive: true });
if (user !== undefined) chownSync(folder, user.uid, user.gid);
const data = join(folder, 'data');
if (!existsSync(join(data, 'PG_VERSION'))) {
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'cfq', '-E', 'UTF8'], {
    ...user,
    cwd: folder,
    encoding: 'utf8',
  });
  if (made.status !== 0) {
    process.stderr.write(`start-postgres: initdb failed: ${made.stderr || String(made.error)}\n`);
    process.exit(1);
  }
}

const listen =
  values.port === undefined
    ? ['-c', 'listen_addresses=']
    : ['-c', 'listen_addresses=127.0.0.1', '-p', values.port];
const settings = values.set.flatMap((one) => ['-c', one]);
const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, ...listen, ...settings], {
  ...user,
  cwd: folder,
  stdio: ['ignore', 'ignore', 'pipe'],
});
let log = '';
let said = false;
server.stderr.setEncoding('utf8').on('data', (text) => {
  if (said) return;
  log += text;
  if (!log.includes('database system is ready to accept connections')) return;
  said = true;
  const port = values.port ?? '5432';
  const host = values.port === undefined ? encodeURIComponent(folder) : `127.0.0.1:${port}`;
  process.stdout.write(`postgres://cfq@${host}/postgres\n`);
});
const stop = () => server.kill('SIGINT');
process.on('SIGINT', stop).on('SIGTERM', stop);
if (values['until-eof']) process.stdin.on('end', stop).resume();
server.on('error', (error) => {
  process.stderr.write(`start-postgres: ${error.message}\n`);
  process.exitCode = 1;
});
server.on('close', (code) => {
  if (!said) process.stderr.write(`start-postgres: the server did not start:\n${log}`);
  if (values.dir === undefined) rmSync(folder, { recursive: true, force: true });
  process.exit(said ? 0 : (code ?? 1));
});

/** Where initdb and postgres are: on the path, or where Debian has them. */
function programsFolder() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((one) => existsSync(join(one, 'initdb')) && existsSync(join(one, 'postgres')));
}

/** The server refuses to run as root: the user `postgres` does it then, or `nobody`. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const line = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  return line && { uid: Number(line[2]), gid: Number(line[3]) };
}
