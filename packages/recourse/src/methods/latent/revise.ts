import { latentSpace } from '../../latent/latent-space.ts';
import { vaeDefaults, vaeRules, type VaeSettings } from '../../latent/vae.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { stayWhereEnough } from '../stay-where-enough.ts';
import { latentDescent, latentDescentRules, type LatentDescentOptions } from './latent-descent.ts';

/** What can be set of `revise`: the autoencoder and the descent in its latent space. */
export type ReviseOptions = SolverOptions<ReviseSettings>;

interface ReviseSettings extends VaeSettings, LatentDescentOptions {}

const defaults: ReviseSettings = { ...vaeDefaults, steps: 60, stepSize: 0.1, proximity: 0.1 };

/**
 * REVISE (Joshi, Koyejo, Vijitbenjaronk, Kim and Ghosh 2019, algorithm 1): a descent in the latent space of a variational
 * autoencoder of the training rows, so that answers lie where rows do: `min_z ℓ(f(G(z)), y) + λ‖x − G(z)‖₁` from the
 * person's own latent point on. `ℓ` is here what is missing of the margin.
 *
 * Decoded points are taken to the nearest permitted ones, which is no part of the publication. The autoencoder is trained
 * once a scope, which the deadline does not cut.
 *
 * @throws RecourseError when the training rows are too few to learn from.
 */
export const revise: RecourseSolver<ReviseOptions, 'revise'> = defineSolver({
  name: 'revise',
  description: 'a descent in the latent space of an autoencoder of the training rows',
  source: 'Joshi, Koyejo, Vijitbenjaronk, Kim and Ghosh 2019; Kingma and Welling 2014',
  needs: 'gradient',
  reference: 'required',
  relations: 'kept',
  options: { ...vaeRules, ...latentDescentRules },
  defaults,
  async search(problem, incumbents, settings) {
    const people = await stayWhereEnough(problem, incumbents);
    if (people === null || people.length === 0) return;
    const space = await latentSpace(problem, settings, false);
    problem.report('autoencoder', 0.2);
    await latentDescent(problem, incumbents, space, settings);
  },
});
