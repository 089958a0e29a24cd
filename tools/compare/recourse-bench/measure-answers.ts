import type { NDArray } from '@cfq/jit';
import { actionNorm, meanViolations, redundancy, yNearestNeighbours } from '@cfq/metrics/recourse';
import type { Answers } from './answers.ts';
import type { BenchFeature } from './layout.ts';

/** One row of the tables: RecourseBench's own numbers over the answers that count. */
export interface MeasuredAnswers {
  /** Answers that count, and people. */
  readonly counted: number;
  readonly people: number;
  readonly l0: number;
  readonly l1: number;
  /** The sum of squares, which RecourseBench calls L2. */
  readonly squares: number;
  readonly linf: number;
  /** Changed columns of immutable features. */
  readonly violations: number;
  readonly redundancy: number;
  readonly neighbours: number;
  readonly milliseconds: number;
}

/** What answers are held against. */
export interface Measured {
  readonly features: readonly BenchFeature[];
  /** `[people, columns]`, where people are. */
  readonly x: NDArray;
  /** Everybody of the table, and the class the model gives each. */
  readonly reference: NDArray;
  readonly referenceClasses: Uint8Array;
  /** The class the file gives each of some rows. */
  readonly classesOf: (rows: NDArray) => Promise<Uint8Array>;
}

/** numpy's `isclose` with its defaults. */
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);

/** How many columns of immutable features an answer changes: numbers beyond numpy's tolerance, others at all. */
export function violationsOf(
  features: readonly BenchFeature[],
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): number {
  return features
    .filter(({ immutable }) => immutable)
    .flatMap(({ kind, columns }) => columns.map((column) => [kind, column] as const))
    .filter(([kind, column]) =>
      kind === 'number' ? !isClose(to[column]!, from[column]!) : to[column] !== from[column],
    ).length;
}

/** Whether a row is one that a person could have: a category of each group, thermometers, numbers within 0–1. */
export function isPerson(features: readonly BenchFeature[], row: ArrayLike<number>): boolean {
  return features.every(({ kind, columns }) => {
    const values = columns.map((column) => row[column]!);
    if (kind === 'number') return values.every((value) => value >= -1e-6 && value <= 1 + 1e-6);
    if (!values.every((value) => value === 0 || value === 1)) return false;
    if (kind === 'category') return values.filter((value) => value === 1).length === 1;
    return kind === 'binary' || values.every((value, at) => at === 0 || value <= values[at - 1]!);
  });
}

/** Which answers count: all that were returned, or those that the file approves and that break nothing. */
export type View = 'as returned' | 'valid and violation-free';

/** The numbers of one method in one view; NaN where no answer counts. */
export async function measureAnswers(
  { rows: answers, seconds }: Answers,
  view: View,
  { features, x, reference, referenceClasses, classesOf }: Measured,
): Promise<MeasuredAnswers> {
  const [people, width] = x.shape as [number, number];
  const from = (row: number): NDArray['data'] => x.data.subarray(row * width, (row + 1) * width);
  const points = Float32Array.from(answers.flatMap((answer, row) => Array.from(answer ?? from(row))));
  const to = (row: number): Float32Array => points.subarray(row * width, (row + 1) * width);
  const classes = await classesOf({ data: points, shape: [people, width] });
  const broken = answers.map((_, row) => violationsOf(features, from(row), to(row)));
  const valid = Uint8Array.from(answers, (answer, row) =>
    Number(
      answer !== null &&
        (view === 'as returned' || (classes[row] === 1 && broken[row] === 0 && isPerson(features, to(row)))),
    ),
  );
  const delta = { data: points.map((value, at) => value - x.data[at]!), shape: [people, width] as const };
  // Every change taken back by itself.
  const exists = delta.data.map((change) => Number(change !== 0));
  const without = new Float32Array(people * width * width);
  for (let row = 0; row < people; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const start = (row * width + column) * width;
      without.set(to(row), start);
      without[start + column] = from(row)[column]!;
    }
  }
  const predictionWithout = await classesOf({ data: without, shape: [people * width, width] });
  const norm = (name: 'l0' | 'l1' | 'squared-l2' | 'linf'): number =>
    actionNorm({ valid, delta, norm: name }).value;
  return {
    counted: valid.reduce((sum, one) => sum + one, 0),
    people,
    l0: norm('l0'),
    l1: norm('l1'),
    squares: norm('squared-l2'),
    linf: norm('linf'),
    violations: meanViolations({ valid, violations: broken }).value,
    redundancy: redundancy({
      valid,
      exists: { data: exists, shape: [people, width] },
      predictionWithout: { data: predictionWithout, shape: [people, width] },
      favourableClass: 1,
    }).value,
    neighbours: yNearestNeighbours({
      valid,
      points: { data: points, shape: [people, width] },
      reference: { data: reference.data, shape: reference.shape },
      referencePrediction: referenceClasses,
      favourableClass: 1,
    }).value,
    milliseconds: (1000 * seconds) / people,
  };
}
