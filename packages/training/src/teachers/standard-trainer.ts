import { ndarray, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { adamwInit } from '../optimizer/adamw.ts';
import { batchRows } from '../optimizer/batch-rows.ts';
import { compileEpoch, type EpochState } from '../optimizer/compile-epoch.ts';
import { classWeightTensor } from '../decision/class-weights.ts';
import { crossEntropy } from '../optimizer/cross-entropy.ts';
import type { ModelParameters } from '../model/model.ts';
import type { TrainerSetting, TeacherTrainer } from './teacher-trainer.ts';

type Fixed<Leaf> = { readonly x: Leaf; readonly y: Leaf; readonly classWeights: Leaf };
type Batch<Leaf> = { readonly rows: Leaf };

function teacherEpoch({ model, batch, threads, scope }: TrainerSetting) {
  return scope.compileOnce([teacherEpoch, model, batch, threads], () =>
    compileEpoch<ModelParameters<tf.Tensor>, Batch<tf.Tensor>, Fixed<tf.Tensor>>(
      (parameters, { rows }, { x, y, classWeights }) => {
        const index = rows as tf.Tensor1D;
        const logits = model.apply(parameters, tf.gather(x, index) as tf.Tensor2D);
        return [crossEntropy(logits, tf.gather(y, index) as tf.Tensor1D, classWeights as tf.Tensor1D), {}];
      },
      { name: `teacher ${model.name}`, threads },
    ),
  );
}

/** The task loss, `E[ −log softmax(g(x))_y ]`. */
export function standardTrainer(
  setting: TrainerSetting,
): TeacherTrainer<EpochState<ModelParameters, NDArray>> {
  const { model, train, stream, batch, stepsPerEpoch, classWeights } = setting;
  const rows = train.y.length;
  const run = teacherEpoch(setting);
  const parameters = model.init(stream.split('init'));
  const fixed = {
    x: train.x as NDArray,
    y: ndarray(train.y, [rows]),
    classWeights: classWeightTensor(classWeights),
  };
  return {
    start: { trainable: parameters, optimizer: adamwInit(parameters) },
    firstKeepableEpoch: 0,
    teacher: ({ trainable }) => trainable,
    async advance(state, { epoch, learningRate, weightDecay }) {
      const drawn = batchRows(stream.split('rows', epoch), { rows, batch, steps: stepsPerEpoch });
      const steps = { learningRate, batch: { rows: drawn } };
      const { state: next, records } = await run(state, steps, { weightDecay, fixed });
      return { state: next, losses: records['loss']?.data ?? [] };
    },
  };
}
