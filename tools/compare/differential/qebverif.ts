/*
 * How wide the interval of the difference of two outputs is, beside what QEBVerif (Zhang et al. 2023) published for the same
 * networks, images and boxes: MNIST, 4 to 10 bits, 3 grey levels of 255 each way.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { boundDifference } from '@cfq/recourse';
import { fixedPointPair, type StoredLayer } from './fixed-point-pair.ts';
import { publishedWidths } from './published-widths.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    networks: { type: 'string', default: 'P1,P2,P3,P4' },
    bits: { type: 'string', default: '4,6,8,10' },
    samples: { type: 'string', default: '30' },
    iterations: { type: 'string', default: '20' },
  },
});
if (flags.data === undefined)
  throw new Error('--data names the folder with the four .h5 files and samples.csv.');

const files: Record<string, string> = {
  P1: 'PTQ_mnist_1blk_100_in_8_relu_0.h5',
  P2: 'PTQ_mnist_2blk_100_100_in_8_relu_0.h5',
  P3: 'PTQ_mnist_2blk_512_512_in_8_relu_0.h5',
  P4: 'PTQ_mnist_3blk_100_100_100_in_8_relu_0.h5',
};
const asked = flags.networks.split(',');
const work = mkdtempSync(join(tmpdir(), 'qebverif-'));
const json = join(work, 'networks.json');
const paths = asked.map((name) => join(flags.data!, files[name]!));
execFileSync(flags.python, [join(import.meta.dirname, 'read_networks.py'), json, ...paths]);
const stored = JSON.parse(readFileSync(json, 'utf8')) as Record<string, StoredLayer[]>;
rmSync(work, { recursive: true });

const [, ...lines] = readFileSync(join(flags.data, 'samples.csv'), 'utf8').trim().split('\n');
const samples = lines.slice(0, Number(flags.samples)).map((line) => {
  const [id, label, ...pixels] = line.split(',').map(Number);
  return { id, label: label!, pixels };
});

const reach = 3;
const grey = (value: number): number => Math.min(Math.max(value, 0), 255) / 255;

process.stdout.write('| network | Q | published | ours | by intervals alone | narrower | ms a query |\n');
process.stdout.write('| ------- | --- | --- | --- | --- | --- | --- |\n');
for (const name of asked) {
  for (const bits of flags.bits.split(',').map(Number)) {
    const published = publishedWidths[name]![bits]!;
    let [ours, plain, narrower, spent] = [0, 0, 0, 0];
    samples.forEach(({ label, pixels }, at) => {
      const pair = fixedPointPair(stored[files[name]!]!, bits, label);
      const low = pixels.map((value) => grey(value - reach));
      const high = pixels.map((value) => grey(value + reach));
      const problem = {
        ...pair,
        x: { data: Float32Array.from(low, (value, i) => (value + high[i]!) / 2), shape: [1, low.length] },
        // Centres are float32: half a unit in the last place more keeps the whole box.
        columns: low.map((value, i) => (high[i]! - value) / 2 + 2 ** -25),
        radii: [1],
        iterations: Number(flags.iterations),
      };
      const started = process.cpuUsage();
      const [bounds] = boundDifference(problem);
      const { user, system } = process.cpuUsage(started);
      spent += (user + system) / 1e3;
      const width = bounds!.linear.excess[0]! + bounds!.linear.shortfall[0]!;
      ours += width;
      plain += bounds!.interval.excess[0]! + bounds!.interval.shortfall[0]!;
      narrower += Number(width <= published.widths[at]!);
    });
    const n = samples.length;
    const mean = published.widths.slice(0, n).reduce((sum, width) => sum + width, 0) / n;
    process.stdout.write(
      `| ${name} | ${bits} | ${mean.toFixed(2)} | ${(ours / n).toFixed(2)} | ${(plain / n).toFixed(2)} | ` +
        `${narrower} of ${n} | ${(spent / n).toFixed(0)} |\n`,
    );
  }
}
