import type { DifferenceProblem } from '../bound-difference.ts';
import type { BoxBounds } from '../difference-bounds.ts';
import { drawsOf, marginOf, networkPair, type NetworkPair, type PairOptions } from './network-pairs.ts';

/** Points of a problem. */
export const points = 3;

/** Random centres in [-1, 1], some columns held still. */
export function placed(
  options: PairOptions,
  where: number,
  rest: Pick<DifferenceProblem, 'radii' | 'target' | 'arithmetic' | 'iterations'>,
  pair: NetworkPair = networkPair(options),
) {
  const width = options.widths[0]!;
  const draw = drawsOf(where);
  const x = {
    data: Float32Array.from({ length: points * width }, () => 2 * draw() - 1),
    shape: [points, width],
  };
  const columns = Array.from({ length: width }, () => [0, 0.5, 1][Math.floor(3 * draw())]!);
  return { draw, problem: { ...pair, ...rest, x, columns } };
}

/** Points of a box: its centre, corners, and points in between; float32, as models are fed. */
export function* pointsOf(problem: DifferenceProblem, row: number, radius: number, draw: () => number) {
  const width = problem.x.shape[1]!;
  for (let trial = 0; trial < 40; trial += 1) {
    yield Float32Array.from({ length: width }, (_, j) => {
      const centre = problem.x.data[row * width + j]!;
      const reach = radius * (problem.columns?.[j] ?? 1);
      if (trial === 0 || reach === 0) return centre;
      const share = trial < 20 ? (draw() < 0.5 ? -1 : 1) : 2 * draw() - 1;
      const value = Math.fround(centre + share * reach);
      // A corner may round to just outside the box.
      return Math.abs(value - centre) <= reach ? value : centre;
    });
  }
}

/** How far a point lies outside its bounds, at most 0 where they hold. */
export function violation(
  bounds: BoxBounds,
  row: number,
  teacher: number[],
  student: number[],
  target: number,
): number {
  const own = marginOf(student, target);
  const change = own - marginOf(teacher, target);
  return Math.max(
    ...teacher.map((value, label) => Math.abs(value - student[label]!) - bounds.epsilon[row]!),
    Math.abs(change) - bounds.epsilonMargin[row]!,
    -change - bounds.shortfall[row]!,
    change - bounds.excess[row]!,
    own - bounds.studentHigh[row]!,
    bounds.studentLow[row]! - own,
  );
}
