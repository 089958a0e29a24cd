import { ndarray, randomStream, scalar, type NDArray } from '@cfq/jit';
import type { PreparedDataset } from '@cfq/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { adamwInit } from './adamw.ts';
import { batchRows } from './batch-rows.ts';
import { classificationScores, majorityShare } from './classification-scores.ts';
import { compileEpoch, type EpochState } from './compile-epoch.ts';
import { compiled } from './compiled.ts';
import { cosineSchedule } from './cosine-schedule.ts';
import { crossEntropy } from './cross-entropy.ts';
import { predictModel } from './model-logits.ts';
import { scheduleRates, totalRate } from './schedule-rates.ts';
import { teacherOptions, type TeacherOptions } from './teacher-options.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';
import type { Model, ModelParameters } from './model.ts';
import type { EpochRecord, Teacher } from './teacher.ts';

/** What {@link trainTeacher} learns from. */
export interface TrainTeacherProblem {
  readonly model: Model;
  readonly dataset: Pick<PreparedDataset, 'train' | 'validation'>;
  /** Decides initial weights and the order of rows. */
  readonly seed: number;
  readonly options?: TeacherOptions;
  /** Stops between two epochs with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (record: EpochRecord & { readonly epochs: number }) => void;
}

type Fixed<Leaf> = { readonly x: Leaf; readonly y: Leaf };
type Batch<Leaf> = { readonly rows: Leaf };

function teacherEpoch(model: Model, batch: number, threads: number) {
  return compiled(`teacher epoch ${model.name} batch ${batch} threads ${threads}`, () =>
    compileEpoch<ModelParameters<tf.Tensor>, Batch<tf.Tensor>, Fixed<tf.Tensor>>(
      (parameters, { rows }, { x, y }) => {
        const index = rows as tf.Tensor1D;
        const logits = model.apply(parameters, tf.gather(x, index) as tf.Tensor2D);
        return [crossEntropy(logits, tf.gather(y, index) as tf.Tensor1D), {}];
      },
      { name: `teacher ${model.name}`, threads },
    ),
  );
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
  const { model, dataset, seed, signal, onProgress } = problem;
  const { train, validation } = dataset;
  const rows = train.y.length;
  const options = teacherOptions(rows, problem.options ?? {});
  const { batch, epochs, patience } = options;
  const started = performance.now();
  const stream = randomStream(seed, 'teacher');
  const stepsPerEpoch = Math.max(1, Math.floor(rows / batch));
  const rates = scheduleRates(cosineSchedule(), {
    rate: options.learningRate,
    steps: epochs * stepsPerEpoch,
  });
  const constants = {
    weightDecay: scalar(options.totalDecay / totalRate(rates)),
    fixed: { x: train.x as NDArray, y: ndarray(train.y, [rows]) },
  };
  const run = teacherEpoch(model, batch, options.threads);
  const parameters = model.init(stream.split('init'));
  let state: EpochState<ModelParameters, NDArray> = {
    trainable: parameters,
    optimizer: adamwInit(parameters),
  };
  let best = { parameters, loss: Infinity, accuracy: 0, epoch: -1 };
  const history: EpochRecord[] = [];
  for (let epoch = 0; epoch < epochs && epoch - best.epoch <= patience; epoch += 1) {
    signal?.throwIfAborted();
    const from = epoch * stepsPerEpoch;
    const drawn = batchRows(stream.split('rows', epoch), { rows, batch, steps: stepsPerEpoch });
    const steps = {
      learningRate: ndarray(rates.slice(from, from + stepsPerEpoch), [stepsPerEpoch]),
      batch: { rows: drawn },
    };
    const { state: next, records } = await run(state, steps, constants);
    state = next;
    const losses = Array.from(records['loss']?.data ?? []);
    const logits = await predictModel(model, state.trainable, validation.x);
    const { loss, accuracy } = classificationScores(logits, validation.y);
    const record = {
      epoch,
      trainingLoss: losses.reduce((sum, value) => sum + value, 0) / losses.length,
      validationLoss: loss,
    };
    history.push(record);
    onProgress?.({ ...record, epochs });
    if (loss < best.loss) best = { parameters: state.trainable, loss, accuracy, epoch };
  }
  await refuseUninformative(model, best, dataset);
  return {
    model,
    parameters: best.parameters,
    seed,
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
): Promise<void> {
  const fitted = classificationScores(await predictModel(model, best.parameters, train.x), train.y);
  const rows = train.y.length + validation.y.length;
  const accuracy = (fitted.accuracy * train.y.length + best.accuracy * validation.y.length) / rows;
  const majority = majorityShare(Int32Array.from([...train.y, ...validation.y]));
  const chance = entropy(validation.y);
  if (best.loss < chance && accuracy > majority) return;
  throw new UninformativeTeacherError({ accuracy, majority, loss: best.loss, chance });
}
