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
type Batch<Leaf> = {
  readonly rows: Leaf;
  /** What hidden outputs are multiplied by [steps, batch, outputs], a hidden layer each; empty without dropout. */
  readonly masks: readonly Leaf[];
};

function teacherEpoch({ model, batch, dropout, threads, scope }: TrainerSetting) {
  return scope.compileOnce([teacherEpoch, model, batch, dropout > 0, threads], () =>
    compileEpoch<ModelParameters<tf.Tensor>, Batch<tf.Tensor>, Fixed<tf.Tensor>>(
      (parameters, { rows, masks }, { x, y, classWeights }) => {
        const index = rows as tf.Tensor1D;
        const logits = model.apply(
          parameters,
          tf.gather(x, index) as tf.Tensor2D,
          masks.length === 0
            ? undefined
            : {
                activation: (value, layer) => tf.mul(value, masks[model.hiddenLayers.indexOf(layer)]!),
              },
        );
        return [crossEntropy(logits, tf.gather(y, index) as tf.Tensor1D, classWeights as tf.Tensor1D), {}];
      },
      { name: `teacher ${model.name}`, threads },
    ),
  );
}

/**
 * The task loss, `E[ −log softmax(g(x))_y ]`; with dropout `p` each hidden output is left out with probability `p`, else divided by
 * `1 − p`, so that nothing has to be scaled afterwards.
 *
 * @see Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", §10 (the division in training)
 */
export function standardTrainer(
  setting: TrainerSetting,
): TeacherTrainer<EpochState<ModelParameters, NDArray>> {
  const { model, train, stream, batch, stepsPerEpoch, classWeights, dropout } = setting;
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
      const masks = model.hiddenLayers.flatMap((layer) => {
        if (dropout === 0) return [];
        const shape = [stepsPerEpoch, batch, parameters[layer]!.bias.data.length];
        const drawnMask = stream.split('dropout', epoch).split(layer).uniform(shape).data;
        return [
          ndarray(
            drawnMask.map((u) => (u < dropout ? 0 : 1 / (1 - dropout))),
            shape,
          ),
        ];
      });
      const steps = { learningRate, batch: { rows: drawn, masks } };
      const { state: next, records } = await run(state, steps, { weightDecay, fixed });
      return { state: next, losses: records['loss']?.data ?? [] };
    },
  };
}
