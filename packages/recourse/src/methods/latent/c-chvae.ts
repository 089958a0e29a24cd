import { randomStream } from '@cfq/jit';

import { latentSpace, type LatentSpace } from '../../latent/latent-space.ts';
import { vaeDefaults, vaeRules, type VaeSettings } from '../../latent/vae.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';

/** What the search in the latent space may vary. */
interface LatentSpheres {
  /** Points drawn from each layer, an integer ≥ 1. */
  readonly samples: number;
  /** How thick a layer is, in latent standard deviations; > 0. */
  readonly radius: number;
  /** Layers at most, an integer ≥ 1. */
  readonly layers: number;
}

interface CchvaeSettings extends VaeSettings, LatentSpheres {}

/** What can be set of `c-chvae`: the autoencoder and the spheres in its latent space. */
export type CchvaeOptions = SolverOptions<CchvaeSettings>;

const defaults: CchvaeSettings = { ...vaeDefaults, samples: 60, radius: 0.3, layers: 20 };

/** People whose points are asked about together. */
const together = 32;

/**
 * C-CHVAE (Pawelczyk, Broelemann and Kasneci 2020, algorithm 1): points are drawn from layer after layer round the person's
 * latent point in a conditional autoencoder of the training rows, until some of them, decoded, are approved; of those the
 * nearest is the answer. What cannot change, immutable features, is given to the decoder rather than made by it, so
 * that answers are likely for people such as this one. It asks for margins alone.
 *
 * Decoded points are taken to the nearest permitted ones, which is no part of the publication. The autoencoder is trained
 * once a scope, which the deadline does not cut.
 *
 * @throws RecourseError when the training rows are too few to learn from.
 */
export const cChvae: RecourseSolver<CchvaeOptions, 'c-chvae'> = defineSolver({
  name: 'c-chvae',
  description: 'growing spheres in the latent space of a conditional autoencoder of the training rows',
  source: 'Pawelczyk, Broelemann and Kasneci 2020; Sohn, Lee and Yan 2015',
  needs: 'margin',
  answers: 'several',
  reference: 'required',
  relations: 'kept',
  options: {
    ...vaeRules,
    samples: { least: 1, integer: true },
    radius: { least: Number.MIN_VALUE },
    layers: { least: 1, integer: true },
  },
  defaults,
  async search(problem, incumbents, settings) {
    const people = await stayWhereEnough(problem, incumbents);
    if (people === null || people.length === 0) return;
    const space = await latentSpace(problem, settings, true);
    problem.report('autoencoder', 0.2);
    for (let from = 0; from < people.length; from += together) {
      const some = Array.from(people.subarray(from, from + together));
      if (!(await growRound(problem, incumbents, some, space, settings))) return;
      problem.report('layers', 0.2 + 0.7 * Math.min(1, (from + together) / people.length));
    }
  },
});

/** Layers round some people; false once the deadline has passed. */
async function growRound(
  problem: SearchProblem,
  incumbents: Incumbents,
  people: readonly number[],
  space: LatentSpace,
  { samples, radius, layers }: LatentSpheres,
): Promise<boolean> {
  const { x, layout, problem: given } = problem;
  const { width } = layout;
  const rowsOf = (some: readonly number[], copies: number): Float32Array => {
    const out = new Float32Array(some.length * copies * width);
    some.forEach((row, i) => {
      const own = x.subarray(row * width, (row + 1) * width);
      for (let copy = 0; copy < copies; copy += 1) out.set(own, (i * copies + copy) * width);
    });
    return out;
  };
  const centres = await space.encode(rowsOf(people, 1));
  const streams = new Map(people.map((row) => [row, randomStream(given.seed, 'c-chvae', row)] as const));
  for (let layer = 0; layer < layers; layer += 1) {
    const open = people.filter((row) => openLevels(problem, incumbents, row).length > 0);
    if (open.length === 0) return true;
    const z = new Float32Array(open.length * samples * space.size);
    open.forEach((row, i) => {
      const stream = streams.get(row)!;
      const directions = stream.normal([samples, space.size]).data;
      const lengths = stream.uniform([samples]).data;
      const centre = people.indexOf(row) * space.size;
      for (let sample = 0; sample < samples; sample += 1) {
        const from = sample * space.size;
        const norm = Math.hypot(...directions.subarray(from, from + space.size));
        const length = ((layer + lengths[sample]!) * radius) / Math.max(norm, 1e-12);
        for (let k = 0; k < space.size; k += 1) {
          z[(i * samples + sample) * space.size + k] = centres[centre + k]! + length * directions[from + k]!;
        }
      }
    });
    const whose = open.flatMap((row) => new Array<number>(samples).fill(row));
    const points = await space.decode(z, rowsOf(open, samples));
    const moves = nearestMoves(problem, whose, points);
    if ((await tryMoves(problem, incumbents, whose, moves)) === null) return false;
  }
  return true;
}
