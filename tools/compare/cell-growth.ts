/*
 * Says how the processor's time and the memory of a cell grow with rows, columns and the width of the network, on generated people
 * of whom all can change eight numbers: tables in Markdown, with the exponent `e` of `time ∝ size^e` by least squares of
 * logarithms. Each size has a process of its own. Its memory is the most that was resident in it, MiB; the exponent is that of what
 * exceeds a cell of a thousand rows, over the sizes where that is more than `leastExcess`. `--only rows` prints one table.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { Split } from '@cfq/datasets';
import { ndarray, randomStream } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import { measureCell, type MeasuredCell, type PhaseTimes } from './measured-cell.ts';

/** What is varied. */
const dimensions = ['rows', 'columns', 'width'] as const;
type Size = Readonly<Record<(typeof dimensions)[number], number>>;

const numbers = (text: string): number[] => text.split(',').map(Number);
const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000,100000,200000,1000000' },
    columns: { type: 'string', default: '10,30,150,600' },
    width: { type: 'string', default: '32,128,512' },
    only: { type: 'string', default: dimensions.join() },
    // One cell, `rows,columns,width`: what a process of its own is started with.
    cell: { type: 'string' },
  },
});

/** What stays where something else grows. */
const usual: Size = { rows: 5000, columns: 30, width: 128 };
const changeable = 8;
/** MiB. */
const leastExcess = 32;

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

function cellOf({ rows, columns, width }: Size): MeasuredCell {
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

/** What one cell took. */
interface Taken {
  readonly phases: readonly PhaseTimes[];
  /** Most that was resident, MiB: after a cell of a thousand rows, and in the end. */
  readonly memory: readonly [usual: number, all: number];
}

const residentPeak = (): number => process.resourceUsage().maxRSS / 1024;

async function takenHere(size: Size): Promise<Taken> {
  // What a process does once, loading and making code fast, is nobody's growth.
  await measureCell(cellOf({ ...usual, rows: 1000 }));
  const before = residentPeak();
  const phases = await measureCell(cellOf(size));
  return { phases, memory: [before, residentPeak()] };
}

async function takenElsewhere({ rows, columns, width }: Size): Promise<Taken> {
  const words = [
    ...process.execArgv,
    fileURLToPath(import.meta.url),
    '--cell',
    [rows, columns, width].join(),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Taken;
}

const line = (cells: readonly string[]): void => void process.stdout.write(`| ${cells.join(' | ')} |\n`);

/** Prints how cells grow with one of the dimensions. */
async function printGrowth(what: (typeof dimensions)[number]): Promise<void> {
  const sizes = numbers(flags[what]);
  const rows: number[][] = [];
  const excesses: [size: number, excess: number][] = [];
  for (const size of sizes) {
    const { phases, memory } = await takenElsewhere({ ...usual, [what]: size });
    if (rows.length === 0) {
      const names = [what, ...phases.map(({ phase }) => phase), 'all', 'MiB'];
      line(names);
      line(names.map(() => '---:'));
    }
    const seconds = phases.map((one) => one.seconds);
    rows.push([...seconds, seconds.reduce((sum, one) => sum + one, 0)]);
    excesses.push([size, memory[1] - memory[0]]);
    line([String(size), ...rows.at(-1)!.map((one) => one.toFixed(2)), memory[1].toFixed(0)]);
  }
  const fitted = rows[0]!.map((_, column) =>
    exponent(
      sizes,
      rows.map((seconds) => seconds[column]!),
    ).toFixed(2),
  );
  const more = excesses.filter(([, excess]) => excess > leastExcess);
  const ofMemory =
    more.length < 2
      ? '–'
      : exponent(
          more.map(([size]) => size),
          more.map(([, excess]) => excess),
        ).toFixed(2);
  line(['exponent', ...fitted, ofMemory]);
  process.stdout.write('\n');
}

if (flags.cell === undefined) {
  const asked = flags.only.split(',');
  for (const what of dimensions) if (asked.includes(what)) await printGrowth(what);
} else {
  const [rows, columns, width] = numbers(flags.cell) as [number, number, number];
  process.stdout.write(JSON.stringify(await takenHere({ rows, columns, width })));
}
