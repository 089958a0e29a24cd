import { borrowScope, ndarray, randomStream, scalar, type CompileScope } from '@cfq/jit';
import type { PreparedDataset } from '@cfq/datasets';
import { actionSetFromFeatureSpace, type ActionSet, type CostSpec } from '@cfq/recourse';
import { classificationScores, majorityShare } from '../model/classification-scores.ts';
import { cosineSchedule } from '../optimizer/cosine-schedule.ts';
import { TrainingError } from '../training-error.ts';
import { predictModel } from '../model/model-logits.ts';
import { scheduleRates, totalRate } from '../optimizer/schedule-rates.ts';
import { teacherOptions, type TeacherOptions } from './teacher-options.ts';
import { teacherVariants, type TeacherVariant } from '../model/teacher-variant.ts';
import { consistencyTrainer } from './consistency-trainer.ts';
import { marginTrainer } from './margin-trainer.ts';
import { standardTrainer } from './standard-trainer.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { EpochRecord, Teacher } from '../model/teacher.ts';
import type { TrainerSetting, RecourseTrainerSetting, TeacherTrainer } from './teacher-trainer.ts';

/** What {@link trainTeacher} learns from. */
export interface TrainTeacherProblem {
  readonly model: Model;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation'> &
    Partial<Pick<PreparedDataset, 'featureSpace'>>;
  /** Decides initial weights and the order of rows. */
  readonly seed: number;
  readonly options?: TeacherOptions | undefined;
  /** Default `standard`. */
  readonly variant?: TeacherVariant | undefined;
  /** What people may do, for a variant that looks at its own recourse; default: what the feature space permits. */
  readonly actionSet?: ActionSet | undefined;
  /** Cost of its actions; default L1. */
  readonly cost?: CostSpec | undefined;
  /** Where graphs are compiled; default: for this call alone. */
  readonly scope?: CompileScope | undefined;
  /** Stops between two epochs with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((record: EpochRecord & { readonly epochs: number }) => void) | undefined;
}

/**
 * Trains a full-precision classifier: AdamW with a cosine decay, each epoch one native call, the parameters of the
 * lowest validation loss kept, stopped when it has not fallen for `patience` epochs.
 *
 * Selecting on the loss and not on accuracy matters: the best accuracy can be reached by an under-trained model that
 * answers the majority class.
 *
 * @throws UninformativeTeacherError when, on validation rows, the teacher's cross-entropy is no lower than that of always
 *   answering with the class frequencies, or when over training and validation rows together its accuracy is no
 *   higher than the share of the majority class.
 * @throws TrainingError for bad options; the signal's reason when aborted.
 */
export async function trainTeacher(problem: TrainTeacherProblem): Promise<Teacher> {
  const { model, dataset, seed, variant = 'standard', signal } = problem;
  await using scope = borrowScope(problem.scope);
  const rows = dataset.train.y.length;
  const options = teacherOptions(rows, problem.options ?? {});
  const setting: TrainerSetting = {
    model,
    train: dataset.train,
    stream: randomStream(seed, 'teacher'),
    seed,
    batch: options.batch,
    epochs: options.epochs,
    stepsPerEpoch: Math.max(1, Math.floor(rows / options.batch)),
    threads: options.threads,
    scope,
    signal,
  };
  switch (variant) {
    case 'standard':
      return await follow(problem, options, setting, standardTrainer(setting));
    case 'margin':
      return await follow(problem, options, setting, marginTrainer({ ...setting, ...rulesOf(problem) }));
    case 'consistency':
      return await follow(problem, options, setting, consistencyTrainer({ ...setting, ...rulesOf(problem) }));
    default:
      throw new TrainingError(
        `trainTeacher: unknown variant (expected one of ${teacherVariants.join(', ')}, got "${String(variant)}"). Correct it.`,
      );
  }
}

/** What people may do and what it costs them, for a teacher that looks at its own retrainer. */
function rulesOf({
  actionSet,
  cost,
  dataset,
  variant,
}: TrainTeacherProblem): Pick<RecourseTrainerSetting, 'actionSet' | 'cost'> {
  const permitted =
    actionSet ?? (dataset.featureSpace ? actionSetFromFeatureSpace(dataset.featureSpace) : undefined);
  if (permitted === undefined) {
    throw new TrainingError(
      `trainTeacher: variant ${variant} looks at its own recourse (expected an action set or a feature space, got neither). ` +
        'Pass actionSet.',
    );
  }
  return { actionSet: permitted, cost: cost ?? { norm: 'l1' } };
}

/** Follows a trainer to the end or until patience is lost, and keeps the teacher of the lowest validation loss. */
async function follow<State>(
  { model, dataset, seed, variant = 'standard', signal, onProgress }: TrainTeacherProblem,
  { epochs, patience, learningRate, totalDecay }: Required<TeacherOptions>,
  { stepsPerEpoch, scope }: TrainerSetting,
  trainer: TeacherTrainer<State>,
): Promise<Teacher> {
  const { validation } = dataset;
  const started = performance.now();
  const rates = scheduleRates(cosineSchedule(), { rate: learningRate, steps: epochs * stepsPerEpoch });
  const weightDecay = scalar(totalDecay / totalRate(rates));
  let state = trainer.start;
  let best = { parameters: trainer.teacher(state), loss: Infinity, accuracy: 0, epoch: -1 };
  let waited = 0;
  const history: EpochRecord[] = [];
  for (let epoch = 0; epoch < epochs && waited < patience; epoch += 1) {
    signal?.throwIfAborted();
    const from = epoch * stepsPerEpoch;
    const outcome = await trainer.advance(state, {
      epoch,
      learningRate: ndarray(rates.slice(from, from + stepsPerEpoch), [stepsPerEpoch]),
      weightDecay,
    });
    state = outcome.state;
    const losses = Array.from(outcome.losses);
    const parameters = trainer.teacher(state);
    const logits = await predictModel(model, parameters, validation.x, { scope });
    const { loss, accuracy } = classificationScores(logits, validation.y);
    const record = {
      epoch,
      trainingLoss: losses.reduce((sum, value) => sum + value, 0) / losses.length,
      validationLoss: loss,
    };
    history.push(record);
    onProgress?.({ ...record, epochs });
    if (epoch < trainer.firstKeepableEpoch) continue;
    waited = loss < best.loss ? 0 : waited + 1;
    if (loss < best.loss) best = { parameters, loss, accuracy, epoch };
  }
  await refuseUninformative(model, best, dataset, scope);
  return {
    model,
    parameters: best.parameters,
    seed,
    variant,
    validationLoss: best.loss,
    validationAccuracy: best.accuracy,
    bestEpoch: best.epoch,
    history,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Cross-entropy of always answering with the frequencies of `labels`. */
function entropy(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / labels.length);
  return shares.reduce((sum, share) => sum - share * Math.log(share), 0);
}

async function refuseUninformative(
  model: Model,
  best: { readonly parameters: ModelParameters; readonly loss: number; readonly accuracy: number },
  { train, validation }: Pick<PreparedDataset, 'train' | 'validation'>,
  scope: CompileScope,
): Promise<void> {
  const fitted = classificationScores(
    await predictModel(model, best.parameters, train.x, { scope }),
    train.y,
  );
  const rows = train.y.length + validation.y.length;
  const accuracy = (fitted.accuracy * train.y.length + best.accuracy * validation.y.length) / rows;
  const majority = majorityShare(Int32Array.from([...train.y, ...validation.y]));
  const chance = entropy(validation.y);
  if (best.loss < chance && accuracy > majority) return;
  throw new UninformativeTeacherError({ accuracy, majority, loss: best.loss, chance });
}
