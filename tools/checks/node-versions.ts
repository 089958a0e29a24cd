/*
 * Runs the built command under several versions of Node, which npm's package `node` brings, and says whether all of them count
 * alike: `--versions 20,22,24`, `--cli FILE` for another bundle than `apps/benchmark/dist/cli.js`. Build first.
 */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const { values: flags } = parseArgs({
  options: {
    versions: { type: 'string', default: '20,22,24' },
    cli: {
      type: 'string',
      default: fileURLToPath(new URL('../../apps/benchmark/dist/cli.js', import.meta.url)),
    },
  },
});
const words = [
  ...[
    'run',
    '--dataset',
    'synthetic-linear',
    '--method',
    'lsq,cfq',
    '--backbone',
    'logistic,mlp:8',
    '--seeds',
    '0',
  ],
  ...['--jobs', '1', '--json'],
];

/** What is the version's or the machine's own, and no result. */
const ownNames = new Set(['seconds', 'cpuSeconds', 'memory', 'machine']);

/** The cells that a version of Node counts, without times, and which version it is. */
async function cellsUnder(version: string): Promise<{ readonly node: string; readonly cells: string }> {
  const under = ['--yes', '--package', `node@${version}`, 'node'];
  const { stdout: node } = await run('npx', [...under, '--version']);
  const { stdout } = await run('npx', [...under, resolve(flags.cli), ...words], { maxBuffer: 2 ** 28 });
  const cells = JSON.stringify(JSON.parse(stdout), (name, value: unknown) =>
    ownNames.has(name) ? null : value,
  );
  return { node: node.trim(), cells };
}

let first: string | undefined;
for (const version of flags.versions.split(',')) {
  const { node, cells } = await cellsUnder(version);
  first ??= cells;
  const isEqual = cells === first;
  process.stdout.write(
    `Node ${node}: ${(JSON.parse(cells) as unknown[]).length} cells, ${isEqual ? 'equal' : 'NOT equal to the first'}\n`,
  );
  if (!isEqual) process.exitCode = 1;
}
