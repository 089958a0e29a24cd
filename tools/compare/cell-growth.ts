/*
 * Says how the processor's time of a cell grows with rows, columns and the width of the network, on generated people of whom some
 * can change eight numbers: a table in Markdown, and the exponent `e` of `time ∝ size^e` by least squares of logarithms.
 */
import { parseArgs } from 'node:util';
import type { Split } from '@cfq/datasets';
import { ndarray, randomStream } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import { measureCell, type MeasuredCell, type PhaseTimes } from './measured-cell.ts';

const numbers = (text: string): number[] => text.split(',').map(Number);
const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,5000,20000,80000,200000' },
    columns: { type: 'string', default: '10,40,150,600' },
    width: { type: 'string', default: '32,128,512' },
  },
});

/** What stays where something else grows. */
const usual = { rows: 5000, columns: 40, width: 128 };
const changeable = 8;

/** People of whom the first half of the columns decides, by a bend that no line follows. */
function people(rows: number, columns: number, part: string): Split {
  const x = randomStream(0, 'growth', part).normal([rows, columns]).data as Float32Array;
  const noise = randomStream(1, 'growth', part).normal([rows]).data;
  const y = Int32Array.from({ length: rows }, (_, row) => {
    let score = -0.8 + 0.5 * noise[row]!;
    for (let c = 0; c < Math.ceil(columns / 2); c += 1) {
      const value = x[row * columns + c]!;
      score += ((c % 3 === 0 ? Math.abs(value) - 0.8 : value) * (c % 2 === 0 ? 1 : -1)) / Math.sqrt(columns);
    }
    return Number(score > 0);
  });
  return { x: ndarray(x, [rows, columns]) as Split['x'], y, rows: Int32Array.from(y.keys()), subgroups: {} };
}

function cellOf({ rows, columns, width }: typeof usual): MeasuredCell {
  const features = Array.from({ length: columns }, (_, column) => ({
    name: `x${column}`,
    kind: 'numeric' as const,
    lower: -3,
    upper: 3,
    immutable: column >= changeable,
    maxChange: { amount: 0.5 },
  }));
  return {
    split: {
      train: people(Math.round(0.6 * rows), columns, 'train'),
      validation: people(Math.round(0.2 * rows), columns, 'validation'),
      test: people(Math.round(0.2 * rows), columns, 'test'),
      featureSpace: { width: columns, features: [], sparsity: 3 },
    },
    actionSet: actionSet({ sparsity: 3, features }),
    hidden: [width, width / 2],
    teacherOptions: { decay: 1 },
  };
}

/** Slope of the line through the logarithms of sizes and times. */
function exponent(sizes: readonly number[], times: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), times.map(Math.log)];
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const above = x.reduce((sum, value, at) => sum + (value - mx) * (y[at]! - my), 0);
  return above / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

const line = (cells: readonly string[]): void => void process.stdout.write(`| ${cells.join(' | ')} |\n`);

// What a process does once, loading and making code fast, is nobody's growth.
await measureCell(cellOf({ ...usual, rows: 1000 }));
for (const what of ['rows', 'columns', 'width'] as const) {
  const sizes = numbers(flags[what]);
  const runs: PhaseTimes[][] = [];
  for (const size of sizes) runs.push(await measureCell(cellOf({ ...usual, [what]: size })));
  const names = runs[0]!.map(({ phase }) => phase);
  line([what, ...names, 'all']);
  line(['---:', ...names.map(() => '---:'), '---:']);
  const secondsOf = (run: readonly PhaseTimes[]) => {
    const seconds = run.map((one) => one.seconds);
    return [...seconds, seconds.reduce((sum, one) => sum + one, 0)];
  };
  const table = runs.map(secondsOf);
  table.forEach((seconds, at) => line([String(sizes[at]), ...seconds.map((one) => one.toFixed(2))]));
  const fitted = table[0]!.map((_, column) =>
    exponent(
      sizes,
      table.map((seconds) => seconds[column]!),
    ),
  );
  line(['exponent', ...fitted.map((one) => one.toFixed(2))]);
  process.stdout.write('\n');
}
