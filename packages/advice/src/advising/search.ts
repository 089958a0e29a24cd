import type { NDArray } from '@cfq/jit';
import { blackBox, slp, type RecourseModel, type RecourseSolver } from '@cfq/recourse';
import { AdviceError } from '../advice-error.ts';
import type { AdvisedModel } from './advice.ts';

/** What searches a model by default: the network's linear pieces where it is in the open, else margins alone. */
export function solverFor({ traced }: AdvisedModel): RecourseSolver {
  return traced === null ? blackBox : slp;
}

/**
 * The model as a solver takes it: its gradient where one is wanted, else the file itself.
 *
 * @throws AdviceError where the solver needs a gradient that the model does not have.
 */
export function searchedModel(
  { name, traced, margins }: AdvisedModel,
  solver: RecourseSolver,
  signal?: AbortSignal,
): RecourseModel {
  if (solver.needs === 'margin') return { name, margins: (x: NDArray) => margins(x, { signal }) };
  if (traced !== null) {
    const { logits, parameters, network, favourableClass: target } = traced;
    return { logits, parameters, network, target };
  }
  throw new AdviceError(
    `advise: the solver can search the model (expected one that needs margins only for "${name}", which is a black box, ` +
      `got "${solver.name}"). Leave the solver out, or name black-box.`,
  );
}
