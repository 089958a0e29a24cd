import { addScaled, concatRows, ndarray, type NDArray, type RandomStream } from '@cfq/jit';
import { effortWeights } from '@cfq/recourse';
import { deniedRows } from '../model/favourable-class.ts';
import { networkOfModel } from '../model/network-of-model.ts';
import { modelLogits, predictModel } from '../model/model-logits.ts';
import { solveDenied } from '../recourse/solve-denied.ts';
import { TrainingError } from '../training-error.ts';
import type { ModelParameters } from '../model/model.ts';
import type { RecourseTrainerSetting } from './teacher-trainer.ts';

/** People whose recourse is solved again, at most. */
const mostPeople = 2048;
/** How often recourse is solved again in the course of a training of a given length. */
const recomputations = 6;

/** What {@link recoursePeriod} is chosen by. */
export interface RecoursePeriodOptions {
  /** Length of the training, where it was asked for. */
  readonly epochs?: number | undefined;
  /** Epoch of the lowest validation loss of a training on the task alone, 0-based, where there was one. */
  readonly bestEpoch?: number | undefined;
}

/**
 * Epochs between two times that a teacher's recourse is solved, which is also how long it trains before the first: a sixth of
 * a length that was asked for, else half the way to the lowest validation loss of the task alone, so that the best epochs are
 * among those that look at recourse.
 *
 * @throws TrainingError for fewer than two epochs, which leave none to train on recourse.
 */
export function recoursePeriod({ epochs, bestEpoch = 0 }: RecoursePeriodOptions): number {
  if (epochs === undefined) return Math.max(1, Math.ceil((bestEpoch + 1) / 2));
  if (epochs < 2) {
    throw new TrainingError(
      `trainTeacher: a teacher trains before it is asked for recourse (expected epochs from 2, got ${epochs}). Set epochs.`,
    );
  }
  return Math.max(1, Math.round(epochs / recomputations));
}

/** Where a model's own recourse leads. */
export interface OwnRecourse {
  /** `x + δ` of denied training rows, padded with zeros to a size that does not change [capacity, d]. */
  readonly points: NDArray;
  /** How many rows of `points` are filled. */
  readonly count: number;
}

/**
 * The recourse points of a model as it stands: boundary-tight actions (κ = 0, the solver and budget that students' teachers
 * use) for up to 2 048 of the training rows it denies, drawn from `stream`. `count` is 0 where nobody is denied or nobody
 * has an action.
 */
export async function ownRecourse(
  { model, train, seed, actionSet, cost, scope, signal }: RecourseTrainerSetting,
  parameters: ModelParameters,
  stream: RandomStream,
): Promise<OwnRecourse> {
  const width = model.inputWidth;
  const x: NDArray = train.x;
  const capacity = Math.min(train.y.length, mostPeople);
  const no = new Set(deniedRows(await predictModel(model, parameters, x, { scope })));
  const order = Array.from(stream.permutation(train.y.length).data);
  const denied = order.filter((row) => no.has(row)).slice(0, capacity);
  if (denied.length === 0)
    return { points: ndarray(new Float32Array(capacity * width), [capacity, width]), count: 0 };
  const found = await solveDenied({
    ...{ logits: modelLogits(model), parameters, network: networkOfModel(model, parameters) },
    ...{ x, denied, actionSet, cost, seed, scope, signal },
    ...(train.efforts && { efforts: effortWeights(train.efforts, actionSet) }),
  });
  const count = found.rows.length;
  const free = ndarray(new Float32Array((capacity - count) * width), [capacity - count, width]);
  return { points: concatRows(addScaled(found.x, found.delta), free), count };
}
