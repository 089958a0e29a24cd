import { ndarray, scalar } from '@cfq/jit';
import type { Split } from '@cfq/datasets';
import { classificationScores, labelLosses, labelWeight } from '../model/classification-scores.ts';
import { predictModel } from '../model/model-logits.ts';
import { baseRateLoss } from '../model/teacher-scores.ts';
import { cosineSchedule } from '../optimizer/cosine-schedule.ts';
import { scheduleRates, totalRate } from '../optimizer/schedule-rates.ts';
import type { ModelParameters } from '../model/model.ts';
import type { EpochRecord } from '../model/teacher.ts';
import type { KeptEpoch } from './teacher-options.ts';
import type { TeacherTrainer, TrainerSetting } from './teacher-trainer.ts';

/** How long a trainer is followed, and how. */
export interface FollowOptions {
  readonly validation: Pick<Split, 'x' | 'y'>;
  /** Total decay of a full run. */
  readonly decay: number;
  readonly learningRate: number;
  /** Which epoch's parameters are kept. */
  readonly keep: KeptEpoch;
  /** Epochs without a better validation loss, or accuracy where that is kept by, after which training stops. */
  readonly patience: number;
  readonly onProgress?: ((record: EpochRecord & { readonly epochs: number }) => void) | undefined;
}

/** A training that has ended, and the parameters that are kept of it. */
export interface FollowedRun {
  readonly decay: number;
  readonly parameters: ModelParameters;
  /** Weighted losses of the validation rows under those parameters [n]. */
  readonly losses: Float64Array;
  /** Their mean, each row by its weight. */
  readonly loss: number;
  readonly bestEpoch: number;
  readonly converged: boolean;
  readonly history: readonly EpochRecord[];
}

/** Last share of a run, by the sum of its learning rates, over which a converged one no longer falls. */
const lastShare = 1 / 3;
/** Falls of the validation loss that count as none, as shares of that of the class frequencies: over a third of a run, between two epochs. */
const [flat, noticeable] = [0.01, 0.001];

/**
 * Follows a trainer under a cosine decay to the end, or until its validation loss has not fallen noticeably for `patience` epochs, and keeps
 * the parameters of the lowest; or the same of its validation accuracy, or to the end and keeps the last.
 *
 * A run has converged when patience ended it (the loss was past its minimum) or when it fell by less than 1 % of the loss of
 * the class frequencies in its last third, by the sum of learning rates: longer training would have changed next to nothing.
 */
export async function followTrainer<State>(
  trainer: TeacherTrainer<State>,
  { model, epochs, stepsPerEpoch, classWeights, scope, signal }: TrainerSetting,
  { validation, decay, learningRate, keep, patience, onProgress }: FollowOptions,
): Promise<FollowedRun> {
  const rates = scheduleRates(cosineSchedule(), { rate: learningRate, steps: epochs * stepsPerEpoch });
  const weightDecay = scalar(decay / totalRate(rates));
  const weights = Float64Array.from(validation.y, (label) => labelWeight(label, classWeights));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let state = trainer.start;
  let best = {
    parameters: trainer.teacher(state),
    losses: new Float64Array(weights.length).fill(Infinity),
    loss: Infinity,
    bestEpoch: -1,
    badness: Infinity,
  };
  const chance = baseRateLoss(validation.y, classWeights);
  let waited = 0;
  let marked = Infinity;
  const history: EpochRecord[] = [];
  for (let epoch = 0; epoch < epochs && (keep === 'last' || waited < patience); epoch += 1) {
    signal?.throwIfAborted();
    const from = epoch * stepsPerEpoch;
    const outcome = await trainer.advance(state, {
      epoch,
      learningRate: ndarray(rates.slice(from, from + stepsPerEpoch), [stepsPerEpoch]),
      weightDecay,
    });
    state = outcome.state;
    const stepLosses = Array.from(outcome.losses);
    const parameters = trainer.teacher(state);
    const logits = await predictModel(model, parameters, validation.x, { scope });
    const losses = labelLosses(logits, validation.y).map((loss, row) => loss * weights[row]!);
    const loss = losses.reduce((sum, value) => sum + value, 0) / total;
    const record = {
      epoch,
      trainingLoss: stepLosses.reduce((sum, value) => sum + value, 0) / stepLosses.length,
      validationLoss: loss,
    };
    history.push(record);
    onProgress?.({ ...record, epochs });
    if (epoch < trainer.firstKeepableEpoch) continue;
    const badness = {
      loss: () => loss,
      accuracy: () => -classificationScores(logits, validation.y).accuracy,
      last: () => -epoch,
    }[keep]();
    waited = badness < marked - (keep === 'loss' ? noticeable * chance : 0) ? 0 : waited + 1;
    if (waited === 0) marked = badness;
    if (badness < best.badness) best = { parameters, losses, loss, bestEpoch: epoch, badness };
  }
  const lowest =
    keep === 'loss' ? best.loss : Math.min(...history.map(({ validationLoss }) => validationLoss));
  return {
    ...{ parameters: best.parameters, losses: best.losses, loss: best.loss, bestEpoch: best.bestEpoch },
    ...{ decay, history },
    converged: history.length < epochs || isFlat(history, { lowest, chance, rates }),
  };
}

/**
 * Whether the lowest validation loss was as good as reached when two thirds of the sum of learning rates were spent. Epochs would not do:
 * their rates fall to nothing, and so does what the last of them gain, in a run that is far too short too.
 */
function isFlat(history: readonly EpochRecord[], { lowest, chance, rates }: FlatnessProblem): boolean {
  const perEpoch = rates.length / history.length;
  const most = (1 - lastShare) * totalRate(rates);
  const earlier = history.filter((_, epoch) => totalRate(rates.slice(0, (epoch + 1) * perEpoch)) <= most);
  const before = Math.min(...earlier.map(({ validationLoss }) => validationLoss));
  return before - lowest <= flat * chance;
}

interface FlatnessProblem {
  readonly lowest: number;
  /** The loss of the class frequencies. */
  readonly chance: number;
  /** Of every step of the run. */
  readonly rates: Float32Array;
}
