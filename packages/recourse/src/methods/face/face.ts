import { moveCost } from '../../search/action-layout.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { referenceRows, type ReferenceRows } from '../neighbours/reference-rows.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';
import { densityGraph, graphKinds, type GraphOptions } from './density-graph.ts';
import { shortestPaths } from './shortest-paths.ts';

/** What FACE may vary. */
interface FaceSettings extends GraphOptions {
  /** Training rows of the graph, a seeded draw of them where there are more; an integer ≥ 1. */
  readonly rows: number;
  /** Ends of paths that are tried at most, the shortest path first; an integer ≥ 1. */
  readonly ends: number;
}

/** What can be set of `face`. */
export type FaceOptions = SolverOptions<FaceSettings>;

const defaults: FaceSettings = { graph: 'k-nn', neighbours: 20, radius: 1, rows: 1000, ends: 100 };

/** Ends tried in one call of the model. */
const together = 8;

/**
 * FACE (Poyiadzi et al. 2020): the approved training row at the end of the shortest path through dense data
 * (`densityGraph`, `shortestPaths`), so that the way there and where it leads look like people that exist. It asks for
 * margins alone.
 *
 * The action leads to the permitted point nearest to that row; where that is not approved, to the row at the end of the next
 * shortest path, and so on. In the published form (`asPublished`) it leads to the row itself.
 */
export const face: RecourseSolver<FaceOptions, 'face'> = defineSolver({
  name: 'face',
  description: 'the approved training row at the end of the shortest path through dense data',
  source: 'Poyiadzi, Sokol, Santos-Rodriguez, De Bie and Flach 2020',
  needs: 'margin',
  reference: 'required',
  relations: 'kept',
  plausibility: 'kept',
  options: {
    graph: { oneOf: graphKinds },
    neighbours: { least: 1, integer: true },
    radius: { least: Number.MIN_VALUE },
    rows: { least: 1, integer: true },
    ends: { least: 1, integer: true },
  },
  defaults,
  async search(problem, incumbents, settings) {
    const people = await stayWhereEnough(problem, incumbents);
    const reference = people && (await referenceRows(problem, settings.rows));
    if (people === null || reference === null) return;
    const graph = densityGraph(reference, problem.problem.actionSet.features.length, settings);
    for (let i = 0; i < people.length; i += 1) {
      const row = people[i]!;
      const distances = Float64Array.from({ length: graph.count }, (_, to) => reference.distance(row, to));
      const length = shortestPaths(graph, graph.edgesFrom(distances));
      for (const level of openLevels(problem, incumbents, row)) {
        const ends = Array.from(length.keys())
          .filter((to) => length[to]! < Infinity && attains(reference.margins[to]!, problem.margins[level]!))
          .sort((a, b) => length[a]! - length[b]! || a - b)
          .slice(0, settings.ends);
        if (!(await goToFirst(problem, incumbents, reference, { row, level, ends }))) return;
      }
      problem.report('paths', (i + 1) / people.length);
    }
  },
});

/** Offers the first of the ends whose nearest permitted point is approved; false once the deadline has passed. */
async function goToFirst(
  problem: SearchProblem,
  incumbents: Incumbents,
  { data }: ReferenceRows,
  { row, level, ends }: { readonly row: number; readonly level: number; readonly ends: readonly number[] },
): Promise<boolean> {
  const { layout, margins, rows } = problem;
  const { width, count } = layout;
  const unnoticed: Incumbents = { ...incumbents, offer: () => false };
  for (let from = 0; from < ends.length; from += together) {
    const some = ends.slice(from, from + together);
    const candidates = new Float32Array(some.length * width);
    some.forEach((to, i) => candidates.set(data.subarray(to * width, (to + 1) * width), i * width));
    const whose = some.map(() => row);
    const moves = nearestMoves(problem, whose, candidates);
    const reached = await tryMoves(problem, unnoticed, whose, moves);
    if (reached === null) return false;
    for (let i = 0; i < some.length; i += 1) {
      if (!attains(reached[i]!, margins[level]!)) continue;
      const cost = moveCost(layout, moves, i * count);
      if (incumbents.offer(level * rows + row, cost, reached[i]!, moves, i * count)) return true;
    }
  }
  return true;
}
