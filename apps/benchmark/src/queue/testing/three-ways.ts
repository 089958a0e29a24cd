/*
 * Computes a family in three ways, in one process, as shards that are merged and by workers of a queue, and says whether the
 * cells are the same and their records equal byte for byte: `npm run three-ways -- --family main --seeds 0`. Needs PostgreSQL.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { differingFields } from '../../store/merging/differing-fields.ts';
import { readStoredCell } from '../../store/read-folder.ts';
import { startPostgres } from './postgres.ts';

const { values: flags } = parseArgs({
  options: {
    family: { type: 'string', default: 'main' },
    seeds: { type: 'string', default: '0' },
    shards: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
  },
});
const command = fileURLToPath(new URL('../../cli.ts', import.meta.url));

async function cfq(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@cfq/source', '--import', 'tsx', command, ...words],
    { maxBuffer: 2 ** 28 },
  );
  return stdout;
}

const numbers = (count: string): number[] => Array.from({ length: Number(count) }, (_, index) => index + 1);

const folder = mkdtempSync(join(tmpdir(), 'cfq-three-ways-'));
const at = (name: string): string => join(folder, name);
const server = await startPostgres();
if (server === undefined) process.exit(3);
try {
  const asked = ['replicate', flags.family, '--quick', '--seeds', flags.seeds, '--records', '--jobs', '1'];
  await cfq(...asked, '--out', at('one'));
  process.stdout.write('computed in one process\n');

  const shards = numbers(flags.shards);
  for (const shard of shards)
    await cfq(...asked, '--out', at(`shard-${shard}`), '--shard', `${shard}/${shards.length}`);
  await cfq('merge', ...shards.map((shard) => at(`shard-${shard}`)), '--out', at('merged'));
  process.stdout.write(`computed as ${shards.length} shards, merged\n`);

  writeFileSync(at('study.yaml'), await cfq(...asked, '--print-config'));
  const queue = ['--queue', server.address];
  await cfq('queue', 'submit', at('study.yaml'), ...queue);
  const worker = ['worker', ...queue, '--jobs', '1', '--until-done', '--shared', at('shared')];
  await Promise.all(numbers(flags.workers).map(() => cfq(...worker)));
  await cfq('queue', 'fetch', ...queue, '--out', at('fetched'));
  process.stdout.write(`computed by ${flags.workers} workers of a queue\n`);

  const filesOf = (name: string): string[] =>
    readdirSync(at(name)).filter((file) => /\.(?:cell|error)\.json$|\.record\.json\.gz$/.test(file));
  const one = filesOf('one');
  for (const name of ['merged', 'fetched']) {
    const other = filesOf(name);
    const counts = { cells: 0, records: 0, differ: 0 };
    for (const file of new Set([...one, ...other])) {
      if (!one.includes(file) || !other.includes(file)) {
        process.stdout.write(`${name}: ${file} is on one side alone\n`);
        counts.differ += 1;
        continue;
      }
      const [own, found] = [join(at('one'), file), join(at(name), file)];
      const isRecord = file.endsWith('.gz');
      const differences = isRecord
        ? readFileSync(own).equals(readFileSync(found))
          ? []
          : ['bytes']
        : differingFields(readStoredCell(own).cell, readStoredCell(found).cell);
      counts[isRecord ? 'records' : 'cells'] += 1;
      if (differences.length === 0) continue;
      counts.differ += 1;
      process.stdout.write(`${name}: ${file} differs in ${differences.join(', ')}\n`);
    }
    process.stdout.write(
      `${name}: ${counts.cells} cells and ${counts.records} records held against one process, ${counts.differ} differ\n`,
    );
    if (counts.differ > 0 || counts.cells === 0) process.exitCode = 1;
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
