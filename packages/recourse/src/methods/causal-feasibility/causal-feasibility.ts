import { latentSpace } from '../../latent/latent-space.ts';
import { vaeDefaults, vaeRules, type VaeSettings } from '../../latent/vae.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import {
  latentDescent,
  latentDescentRules,
  type LatentDescentOptions,
  type Penalty,
} from '../latent/latent-descent.ts';
import { stayWhereEnough } from '../stay-where-enough.ts';
import { learnRelations } from './learned-relations.ts';
import { relationPenalty } from './relation-penalty.ts';

/** What is learned of how features belong together, and what it counts. */
interface RelationOptions {
  /** Whether relations are learned from the training rows, beside those of the action set. */
  readonly learned: boolean;
  /** Least rank correlation of two numbers that are taken to move together, in (0, 1]. */
  readonly correlation: number;
  /** How much of the learned slope an effect must follow, in [0, 1]. */
  readonly share: number;
  /** What an encoded unit that is missing of that counts, in logits; > 0. */
  readonly penalty: number;
}

interface CausalFeasibilitySettings extends VaeSettings, LatentDescentOptions, RelationOptions {}

/** What can be set of `causal-feasibility`. */
export type CausalFeasibilityOptions = SolverOptions<CausalFeasibilitySettings>;

/**
 * Says whether a person can get from one row to another.
 *
 * @param from - `d` encoded columns of the person.
 * @param to - Those of where the action leads, float32.
 */
export type FeasibilityOracle = (from: Float32Array, to: Float32Array) => boolean;

const defaults: CausalFeasibilitySettings = {
  ...vaeDefaults,
  ...{ steps: 60, stepSize: 0.1, proximity: 0.1 },
  ...{ learned: true, correlation: 0.5, share: 0.2, penalty: 1 },
};

/**
 * `causal-feasibility` with somebody who is asked whether an action can be done: what the oracle denies is no answer. It
 * does not steer the search (the publication trains on what an oracle has said), so ask for more `steps` where it denies much.
 */
export function causalFeasibilityWith(
  oracle: FeasibilityOracle | null,
): RecourseSolver<CausalFeasibilityOptions, 'causal-feasibility'> {
  return defineSolver({
    name: 'causal-feasibility',
    description: 'a descent among likely rows in which effects move with their causes',
    source: 'Mahajan, Tan and Sharma 2019; Kingma and Welling 2014',
    needs: 'gradient',
    reference: 'required',
    relations: 'kept',
    options: {
      ...vaeRules,
      ...latentDescentRules,
      learned: { oneOf: [true, false] },
      correlation: { least: Number.MIN_VALUE },
      share: { least: 0 },
      penalty: { least: Number.MIN_VALUE },
    },
    defaults,
    async search(problem, incumbents, settings) {
      const people = await stayWhereEnough(problem, incumbents);
      if (people === null || people.length === 0) return;
      const { actionSet, reference } = problem.problem;
      const { width } = problem.layout;
      const relations = settings.learned
        ? learnRelations(actionSet, reference!.data, settings.correlation)
        : [];
      const { share, penalty: weight } = settings;
      const related = relationPenalty(relations, { x: problem.x, width, share, weight });
      const space = await latentSpace(problem, settings, false);
      problem.report('autoencoder', 0.2);
      await latentDescent(problem, incumbents, space, settings, withOracle(related, oracle, problem));
    },
  });
}

/**
 * Causally feasible counterfactuals (Mahajan, Tan and Sharma 2019): a counterfactual is likely, near, and keeps unary
 * constraints (a feature only rises) and binary ones (an effect moves with its cause). Those that are known are
 * `direction` and `relations` of the action set and are kept by projection; others are learned from the training rows
 * (`learnRelations`), stand in the objective as a penalty as in their eq. 6, and are asked of every answer.
 *
 * The publication trains one generator for all people; here each person has a descent of their own in the latent space of an
 * autoencoder, on the same objective.
 *
 * @throws RecourseError when the training rows are too few to learn from.
 */
export const causalFeasibility = causalFeasibilityWith(null);

function withOracle(
  related: Penalty,
  oracle: FeasibilityOracle | null,
  { x, layout: { width } }: { readonly x: Float32Array; readonly layout: { readonly width: number } },
): Penalty {
  if (oracle === null) return related;
  return (row, points, slopes, at) => {
    const broken = related(row, points, slopes, at);
    if (broken > 0) return broken;
    const isFeasible = oracle(x.slice(row * width, (row + 1) * width), points.slice(at, at + width));
    return isFeasible ? 0 : 1;
  };
}
