import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { grouped } from '../../cells/grouped.ts';
import { ownParts } from '../../plugins/parts.ts';
import { phases } from '../../runner/timing.ts';
import { datasetSource } from '../dataset-source.ts';

/**
 * Writes what the cells of a file took, as a mean for each data set, method and backbone: what `--estimate` goes by where nothing
 * has been measured yet. The file is an array of cells, as `--json` prints them.
 */
const measured = z.object({
  ...{ dataset: z.string(), method: z.string(), backbone: z.string() },
  seconds: z.record(z.string(), z.number()),
});
const [file = '../docs/data/results.json'] = process.argv.slice(2);
const cells = z.array(measured).parse(JSON.parse(readFileSync(file, 'utf8')));
const datasets = datasetSource({}, ownParts);
const times = [];
for (const group of grouped(cells, (cell) => [cell.dataset, cell.method, cell.backbone])) {
  const [{ dataset, method, backbone }] = group;
  const mean = (phase: (typeof phases)[number]): number =>
    group.reduce((sum, { seconds }) => sum + seconds[phase]!, 0) / group.length;
  const seconds = Object.fromEntries(phases.map((phase) => [phase, Number(mean(phase).toFixed(3))]));
  const { table } = (await datasets(dataset)).dataset;
  times.push({ settings: { dataset, method, backbone }, likeness: null, rows: table.rows, seconds });
}
writeFileSync(new URL('published-times.json', import.meta.url), `${JSON.stringify(times, null, 2)}\n`);
process.stdout.write(`${cells.length} cells, ${times.length} kinds\n`);
