/* Runs calls of the command that another process sends, in this one, each in an emptied folder. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from '@cfq/benchmark';
import { keptStream } from '../../end-to-end/kept-stream.ts';
import type { FuzzInput, FuzzOutcome } from './input.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('child: name the folder to work in.');

function empty(): void {
  for (const name of readdirSync('.')) rmSync(name, { recursive: true, force: true });
}

/** Files of the folder that were not given; one in its place is as it was given or the command's own. */
function leftOver({ files }: FuzzInput): Record<string, Uint8Array> {
  const names = readdirSync('.', { recursive: true, encoding: 'utf8' });
  const others = names.filter((name) => !Object.hasOwn(files, name) && statSync(name).isFile());
  return Object.fromEntries(others.map((name) => [name, readFileSync(name)]));
}

async function run(input: FuzzInput): Promise<FuzzOutcome> {
  empty();
  for (const [name, contents] of Object.entries(input.files)) {
    mkdirSync(dirname(join('.', name)), { recursive: true });
    writeFileSync(name, contents);
  }
  const [stdout, stderr] = [keptStream(), keptStream()];
  const before = process.cpuUsage();
  const code = await main(input.words, { stdout: stdout.stream, stderr: stderr.stream });
  const { user, system } = process.cpuUsage(before);
  return {
    ...{ code, stdout: stdout.text(), stderr: stderr.text(), left: leftOver(input) },
    ...{ seconds: (user + system) / 1e6, memory: process.resourceUsage().maxRSS * 1024 },
  };
}

process.chdir(folder);
process.on('message', (input: FuzzInput) => {
  void run(input).then((outcome) => process.send!(outcome));
});
process.on('disconnect', () => process.exit());
process.send!('ready');
