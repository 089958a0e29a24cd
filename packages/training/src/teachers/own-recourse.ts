import { ndarray, type NDArray, type RandomStream } from '@cfq/jit';
import { solvers } from '@cfq/recourse';
import { TrainingError } from '../training-error.ts';
import { modelLogits, predictModel } from '../model/model-logits.ts';
import { favourableClass } from '../model/favourable-class.ts';
import type { ModelParameters } from '../model/model.ts';
import type { RecourseCourseSetting } from './teacher-course.ts';

/** People whose recourse is solved again, at most. */
const mostPeople = 2048;
/** How often recourse is solved again in the course of a full training. */
const recomputations = 6;

/**
 * Epochs between two times that a teacher's recourse is solved, which is also how long it trains before the first.
 *
 * @throws TrainingError for fewer than two epochs, which leave none to train on recourse.
 */
export function recoursePeriod(epochs: number): number {
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
  { model, train, seed, actionSet, cost, signal }: RecourseCourseSetting,
  parameters: ModelParameters,
  stream: RandomStream,
): Promise<OwnRecourse> {
  const width = model.inputWidth;
  const capacity = Math.min(train.y.length, mostPeople);
  const points = new Float32Array(capacity * width);
  const logits = await predictModel(model, parameters, train.x);
  const order = Array.from(stream.permutation(train.y.length).data);
  const denied = order.filter((row) => logits.data[2 * row + 1]! <= logits.data[2 * row]!).slice(0, capacity);
  let count = 0;
  if (denied.length > 0) {
    const x = new Float32Array(denied.length * width);
    denied.forEach((row, i) => x.set(train.x.data.subarray(row * width, (row + 1) * width), i * width));
    const { byMargin } = await solvers.pgd.solve({
      model: { logits: modelLogits(model), parameters, target: favourableClass },
      x: ndarray(x, [denied.length, width]),
      actionSet,
      cost,
      margins: [0],
      seed,
      options: { preset: 'fast' },
      ...(signal ? { signal } : {}),
    });
    const { valid, delta } = byMargin[0]!;
    for (let i = 0; i < denied.length; i += 1) {
      if (valid[i] !== 1) continue;
      for (let c = 0; c < width; c += 1)
        points[count * width + c] = x[i * width + c]! + delta.data[i * width + c]!;
      count += 1;
    }
  }
  return { points: ndarray(points, [capacity, width]), count };
}
