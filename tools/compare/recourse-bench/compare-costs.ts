import { isPerson, violationsOf, type Measured } from './measure-answers.ts';
import type { Answers } from './answers.ts';

/** A rival's valid answers that break nothing, beside ours for the same people. */
export interface ComparedCosts {
  /** People for whom both have such an answer. */
  readonly both: number;
  /** People for whom the rival has one and we have none. */
  readonly missed: number;
  /** Mean L1 over both. */
  readonly theirs: number;
  readonly ours: number;
  /** People whom the rival leads there for less, by more than a thousandth. */
  readonly cheaper: number;
}

/** Compares what two methods ask of the same people, counting valid answers that break nothing. */
export async function compareCosts(
  rival: Answers,
  own: Answers,
  { features, x, classesOf }: Measured,
): Promise<ComparedCosts> {
  const [people, width] = x.shape as [number, number];
  const costs = async ({ rows }: Answers): Promise<number[]> => {
    const from = (row: number): number[] => Array.from(x.data.subarray(row * width, (row + 1) * width));
    const points = Float32Array.from(rows.flatMap((answer, row) => answer ?? from(row)));
    const classes = await classesOf({ data: points, shape: [people, width] });
    return rows.map((answer, row) => {
      const to = points.subarray(row * width, (row + 1) * width);
      const counts =
        answer !== null &&
        classes[row] === 1 &&
        violationsOf(features, from(row), to) === 0 &&
        isPerson(features, to);
      return counts ? from(row).reduce((sum, value, at) => sum + Math.abs(to[at]! - value), 0) : NaN;
    });
  };
  const [theirs, ours] = [await costs(rival), await costs(own)];
  const both = theirs.map((_, row) => row).filter((row) => !Number.isNaN(theirs[row]! + ours[row]!));
  const mean = (values: readonly number[]): number =>
    both.reduce((sum, row) => sum + values[row]!, 0) / both.length;
  return {
    both: both.length,
    missed: theirs.filter((cost, row) => !Number.isNaN(cost) && Number.isNaN(ours[row]!)).length,
    theirs: mean(theirs),
    ours: mean(ours),
    cheaper: both.filter((row) => theirs[row]! < ours[row]! - 1e-3).length,
  };
}
