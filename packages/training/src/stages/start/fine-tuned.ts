import { ndarray, randomStream, scalar, type CompileScope, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { classWeightTensor } from '../../decision/class-weights.ts';
import { adamwInit } from '../../optimizer/adamw.ts';
import { defaultBatch } from '../../optimizer/batch-size.ts';
import { batchRows } from '../../optimizer/batch-rows.ts';
import { compileEpoch, type EpochState } from '../../optimizer/compile-epoch.ts';
import { cosineSchedule } from '../../optimizer/cosine-schedule.ts';
import { crossEntropy, withoutCutOff } from '../../optimizer/cross-entropy.ts';
import { scheduleRates } from '../../optimizer/schedule-rates.ts';
import { TrainingError } from '../../training-error.ts';
import { callSizes, trainingSteps } from '../training-calls.ts';
import type { Model, ModelParameters } from '../../model/model.ts';
import { masked } from './masked.ts';
import type { WeightMasks } from './prune-by-magnitude.ts';
import type { StartSetting, StartStage } from './start-stage.ts';
import type { StudentStart } from '../student-setting.ts';

/** Options of {@link fineTuned}. */
export interface FineTunedOptions {
  /** What is trained on. */
  readonly of: StartStage;
  /** Passes over the training rows, positive. */
  readonly passes: number;
  /** First learning rate of the cosine decay; default 1e-3. */
  readonly learningRate?: number;
}

type Fixed<Leaf> = {
  readonly x: Leaf;
  readonly y: Leaf;
  readonly masks: readonly WeightMasks<Leaf>[];
  readonly labelled: { readonly logit: Leaf; readonly classWeights: Leaf };
};

/** Updates of the task loss at full precision, as one native call; what is masked stays zero. */
function taskEpoch(model: Model, masks: number, threads: number, scope: CompileScope) {
  return scope.compileOnce([taskEpoch, model, masks, threads], () =>
    compileEpoch<ModelParameters<tf.Tensor>, tf.Tensor, Fixed<tf.Tensor>>(
      (parameters, index, { x, y, masks: zeros, labelled }) => {
        const rows = index as tf.Tensor1D;
        const kept = zeros.reduce<ModelParameters<tf.Tensor>>(masked, parameters);
        const logits = model.apply(kept, tf.gather(x, rows) as tf.Tensor2D);
        const labels = tf.gather(y, rows) as tf.Tensor1D;
        const odds = withoutCutOff(logits, labelled.logit as tf.Scalar);
        return [crossEntropy(odds, labels, labelled.classWeights as tf.Tensor1D), {}];
      },
      { name: `fine-tuned ${model.name}`, threads },
    ),
  );
}

/**
 * A start that is trained on by the task loss at full precision, its zeros held: what pruning breaks is mended before
 * anything is quantized.
 *
 * @throws TrainingError when `passes` is not positive.
 * @see Han et al. 2015, "Learning both Weights and Connections for Efficient Neural Networks", §3.
 */
export function fineTuned({ of, passes, learningRate = 1e-3 }: FineTunedOptions): StartStage {
  if (!(passes > 0 && Number.isFinite(passes))) {
    throw new TrainingError(
      `fineTuned: passes are passes over the rows (expected a positive number, got ${passes}). Set passes.`,
    );
  }
  return {
    name: 'fine-tuned',
    description: `${of.description}, trained on for ${passes} passes`,
    options: { ...of.options, passes, learningRate, of: of.name },
    make: async (setting) => trainOn(setting, await of.make(setting), { passes, learningRate }),
  };
}

async function trainOn(
  { teacher, dataset, seed, threads, scope, signal }: StartSetting,
  { parameters, masks }: StudentStart,
  { passes, learningRate }: { readonly passes: number; readonly learningRate: number },
): Promise<StudentStart> {
  const { x, y } = dataset.train;
  const rows = y.length;
  const run = taskEpoch(teacher.model, masks.length, threads, scope);
  const calls = callSizes(trainingSteps({ passes }, rows));
  const steps = calls.reduce((sum, size) => sum + size, 0);
  const rates = scheduleRates(cosineSchedule(), { rate: learningRate, steps });
  const stream = randomStream(seed, 'fine-tuned');
  const fixed = {
    ...{ x, y: ndarray(y, [rows]), masks },
    labelled: {
      logit: scalar(teacher.decision.logit),
      classWeights: classWeightTensor(teacher.classWeights),
    },
  };
  let state: EpochState<ModelParameters, NDArray> = {
    trainable: parameters,
    optimizer: adamwInit(parameters),
  };
  let from = 0;
  for (const [epoch, size] of calls.entries()) {
    signal?.throwIfAborted();
    const inputs = {
      learningRate: ndarray(rates.slice(from, from + size), [size]),
      batch: batchRows(stream.split('rows', epoch), { rows, batch: defaultBatch(rows), steps: size }),
    };
    ({ state } = await run(state, inputs, { weightDecay: scalar(0), fixed }));
    from += size;
  }
  return { parameters: state.trainable, masks };
}
