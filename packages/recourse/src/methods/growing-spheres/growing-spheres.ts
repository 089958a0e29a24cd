import { randomStream } from '@cfq/jit';

import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { dropChanges } from '../drop-changes.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';
import { sphereLayer, type SphereLayer } from './sphere-layer.ts';

/** What growing spheres may vary. */
interface Spheres {
  /** Points drawn from the first sphere and from each layer; an integer ≥ 1. */
  readonly samples: number;
  /** `η`, the radius of the first sphere, in cost units; > 0. */
  readonly radius: number;
  /** Times the first sphere is halved at most; an integer ≥ 0. */
  readonly halvings: number;
  /** Layers at most; an integer ≥ 1. */
  readonly layers: number;
  /** How much wider each layer is than the one inside it; ≥ 1, which is the published form. */
  readonly growth: number;
}

/** What can be set of `growing-spheres`. */
export type GrowingSpheresOptions = SolverOptions<Spheres>;

/** People whose points are asked about together. */
const together = 32;

/**
 * Growing spheres (Laugel et al. 2018, algorithms 1 and 2): points are drawn in a sphere round the person, which is halved
 * until none of them is approved; then from layer after layer outside it until one is; then changes are taken back one after
 * the other, the smallest first, as long as the answer holds. It asks for margins alone.
 *
 * Points are taken to the nearest permitted ones before they are scored, distances are in units of the cost, and each layer is
 * wider than the one before by `growth`, so that few of them lead far (all are equally wide in the publication).
 */
export const growingSpheres: RecourseSolver<GrowingSpheresOptions, 'growing-spheres'> = defineSolver({
  name: 'growing-spheres',
  description: 'points drawn from layer after layer round the person, then fewer changes',
  source: 'Laugel, Lesot, Marsala, Renard and Detyniecki 2018',
  needs: 'margin',
  answers: 'several',
  relations: 'kept',
  plausibility: 'kept',
  options: {
    samples: { least: 1, integer: true },
    radius: { least: Number.MIN_VALUE },
    halvings: { least: 0, integer: true },
    layers: { least: 1, integer: true },
    growth: { least: 1 },
  },
  defaults: { samples: 100, radius: 0.5, halvings: 5, layers: 12, growth: 1.4 },
  async search(problem, incumbents, settings) {
    const people = await stayWhereEnough(problem, incumbents);
    if (people === null) return;
    for (let from = 0; from < people.length; from += together) {
      const some = people.subarray(from, from + together);
      if (!(await growRound(problem, incumbents, some, settings))) return;
      problem.report('layers', Math.min(0.9, (0.9 * (from + together)) / people.length));
    }
    await dropChanges(problem, incumbents);
  },
});

/** Spheres round some people at once; false once the deadline has passed. */
async function growRound(
  problem: SearchProblem,
  incumbents: Incumbents,
  people: Int32Array,
  { samples, radius, halvings, layers, growth }: Spheres,
): Promise<boolean> {
  const { layout, rows, problem: given } = problem;
  const streams = new Map(
    Array.from(people, (row) => [row, randomStream(given.seed, 'growing-spheres', row)] as const),
  );
  /** The least that is asked of a person for a margin that they lack. */
  const cheapest = (row: number) =>
    problem.margins.reduce((least, _, level) => {
      const cost = incumbents.cost[level * rows + row]!;
      return cost > 0 && cost < least ? cost : least;
    }, Infinity);

  /** Draws, scores and offers points; false once the deadline has passed. */
  async function draw(some: readonly number[], layerOf: (row: number) => SphereLayer): Promise<boolean> {
    const points = new Float32Array(some.length * samples * layout.width);
    some.forEach((row, i) => {
      const drawn = sphereLayer(layout, row, layerOf(row), samples, streams.get(row)!);
      points.set(drawn, i * samples * layout.width);
    });
    const whose = some.flatMap((row) => new Array<number>(samples).fill(row));
    const moves = nearestMoves(problem, whose, points);
    return (await tryMoves(problem, incumbents, whose, moves)) !== null;
  }

  const first = new Map(Array.from(people, (row) => [row, radius] as const));
  let left = Array.from(people);
  for (let turn = 0; turn <= halvings && left.length > 0; turn += 1) {
    const before = new Map(left.map((row) => [row, cheapest(row)]));
    if (!(await draw(left, (row) => ({ inner: 0, outer: first.get(row)! })))) return false;
    // Who found something cheaper looks closer by.
    left = left.filter((row) => cheapest(row) < before.get(row)!);
    for (const row of left) first.set(row, first.get(row)! / 2);
  }
  const inner = new Map(first);
  const thickness = new Map(first);
  for (let layer = 0; layer < layers; layer += 1) {
    const open = Array.from(people).filter((row) => openLevels(problem, incumbents, row).length > 0);
    if (open.length === 0) return true;
    const outer = (row: number) => inner.get(row)! + thickness.get(row)!;
    if (!(await draw(open, (row) => ({ inner: inner.get(row)!, outer: outer(row) })))) return false;
    for (const row of open) {
      inner.set(row, outer(row));
      thickness.set(row, thickness.get(row)! * growth);
    }
  }
  return true;
}
