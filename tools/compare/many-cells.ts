/*
 * Runs many tiny cells in one process, as `cfq run --jobs 1` does, and says how processor time a cell and resident memory go over
 * the run: a row for each tenth of it, and the slope of both over the second half, where nothing is being loaded any more.
 * `--cells 1000`.
 */
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { main } from '@cfq/benchmark';

const { values: flags } = parseArgs({ options: { cells: { type: 'string', default: '1000' } } });
const methods = ['lsq', 'kd'];
const seeds = Math.ceil(Number(flags.cells) / methods.length);

/** Processor seconds and MiB when a cell was finished. */
const finished: { readonly seconds: number; readonly memory: number }[] = [];
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const watching = new Writable({
  write(chunk: Buffer, _encoding, done) {
    for (const line of chunk.toString().split('\n')) {
      if (!/^synthetic-linear /.test(line)) continue;
      finished.push({ seconds: processorSeconds(), memory: process.memoryUsage.rss() / 2 ** 20 });
    }
    done();
  },
});
const words = ['run', '--dataset', 'synthetic-linear', '--method', methods.join(), '--backbone', 'logistic'];
const small = ['--seeds', `0-${seeds - 1}`, '--jobs', '1', '--json', '--override', 'length.steps=50'];
process.exitCode = await main([...words, ...small], { stdout: nowhere, stderr: watching });

/** Slope of a line through values by their places, for each thousand of them. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const above = values.reduce((sum, one, at) => sum + (at - middle) * (one - mean), 0);
  return (1000 * above) / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}

const line = (cells: readonly (string | number)[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`);
line(['cells', 'processor a cell, ms', 'resident, MiB']);
line(['---:', '---:', '---:']);
const tenth = Math.ceil(finished.length / 10);
for (let end = tenth; end <= finished.length; end += tenth) {
  const part = finished.slice(end - tenth, end);
  const took = part.at(-1)!.seconds - (finished[end - tenth - 1]?.seconds ?? 0);
  line([end, ((1000 * took) / part.length).toFixed(0), part.at(-1)!.memory.toFixed(0)]);
}
const half = finished.slice(finished.length / 2);
const times = half.slice(1).map((one, at) => 1000 * (one.seconds - half[at]!.seconds));
process.stdout.write(
  `\nover the second half, a thousand cells: ${slope(times).toFixed(1)} ms a cell, ` +
    `${slope(half.map(({ memory }) => memory)).toFixed(0)} MiB\n`,
);
