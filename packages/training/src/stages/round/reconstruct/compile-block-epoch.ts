import type { CompileScope } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { compileEpoch, type Epoch } from '../../../optimizer/compile-epoch.ts';
import { roundingPenalty } from '../../../scheme/rounding/rounding-penalty.ts';
import { softRounded } from '../../../scheme/rounding/soft-rounded.ts';
import { held, type QuantizerParameters } from '../../../scheme/student-parameters.ts';
import type { Block } from './block.ts';

/** What moves: a `v` for each weight, by layer. */
export type BlockRoundings<Leaf> = { readonly [layer: string]: Leaf };

/** What changes from step to step. */
type BlockStep<Leaf> = {
  /** Row numbers [steps, batch]. */
  readonly rows: Leaf;
  /** Weight and sharpness of the rounding penalty [steps]. */
  readonly penalty: Leaf;
  readonly sharpness: Leaf;
};

/** What of a layer stays. */
type BlockLayerValues<Leaf> = {
  /** [inputs, outputs]. */
  readonly weight: Leaf;
  readonly bias: Leaf;
  /** `scale` and `zeroPoint` of its grid, as `initialRounding` gives them. */
  readonly grid: QuantizerParameters<Leaf>;
  /** 1 where a weight may be other than zero; none: everywhere. */
  readonly masks: readonly Leaf[];
  /** Parameters of the quantizer of its outputs; empty for the last layer of a model. */
  readonly hidden: QuantizerParameters<Leaf>;
};

/** What stays for the fit of a block. */
export type BlockFixed<Leaf> = {
  /** What it reads in the student [n, inputs]. */
  readonly inputs: Leaf;
  /** What its last outputs are at full precision [n, outputs]. */
  readonly targets: Leaf;
  /** What an error in each of them weighs [n, outputs]; none: alike. */
  readonly importance: readonly Leaf[];
  /** One over the error of rounding to nearest, scalar. */
  readonly unit: Leaf;
  readonly layers: Readonly<Record<string, BlockLayerValues<Leaf>>>;
};

/** Many updates of the roundings of a block as one native call. */
export type BlockEpoch = Epoch<BlockRoundings<tf.Tensor>, BlockStep<tf.Tensor>, BlockFixed<tf.Tensor>>;

/** Outputs of a block [rows, outputs], its weights between their two codes; those of its last layer unrounded. */
function blockOutputs(
  { layers, weights, activations }: Block,
  roundings: BlockRoundings<tf.Tensor>,
  fixed: BlockFixed<tf.Tensor>,
  x: tf.Tensor2D,
): tf.Tensor2D {
  return layers.reduce((value, { layer, bits, hiddenBits }, at) => {
    const { weight, bias, grid, masks, hidden } = held(fixed.layers, layer);
    const rounding = held(roundings, layer);
    const soft = softRounded(weight as tf.Tensor2D, { ...grid, rounding }, { quantizer: weights, bits });
    const used = masks.reduce<tf.Tensor2D>((kept, mask) => tf.mul(kept, mask), soft);
    const sums = tf.add<tf.Tensor2D>(tf.matMul(value, used), bias);
    if (hiddenBits === null) return sums;
    const active = tf.relu(sums);
    const last = at === layers.length - 1;
    return last ? active : (activations.fakeQuantize(active, hidden, hiddenBits) as tf.Tensor2D);
  }, x);
}

/**
 * Updates of the roundings of a block, compiled once per block and shape in a scope. The loss is the squared error of the
 * block's outputs, summed over outputs and averaged over rows, in units of rounding to nearest, and the penalty per weight.
 */
export function compileBlockEpoch(
  block: Block,
  { weighted, threads }: { readonly weighted: boolean; readonly threads: number },
  scope: CompileScope,
): BlockEpoch {
  const shape = block.layers.map(({ layer, bits, hiddenBits }) => [layer, bits, hiddenBits]);
  return scope.compileOnce(
    [compileBlockEpoch, shape, block.weights, block.activations, weighted, threads],
    () =>
      compileEpoch<BlockRoundings<tf.Tensor>, BlockStep<tf.Tensor>, BlockFixed<tf.Tensor>>(
        (roundings, { rows, penalty, sharpness }, fixed) => {
          const index = rows as tf.Tensor1D;
          const outputs = blockOutputs(
            block,
            roundings,
            fixed,
            tf.gather(fixed.inputs, index) as tf.Tensor2D,
          );
          const errors = tf.square(tf.sub(outputs, tf.gather(fixed.targets, index)));
          const weighed = fixed.importance.reduce<tf.Tensor>(
            (some, importance) => tf.mul(some, tf.gather(importance, index)),
            errors,
          );
          const error = tf.mean<tf.Scalar>(tf.sum(weighed, 1));
          const values = Object.values(roundings);
          const weights = values.reduce((sum, { size }) => sum + size, 0);
          const undecided = tf.div<tf.Scalar>(roundingPenalty(values, sharpness), weights);
          const loss = tf.add<tf.Scalar>(tf.mul(error, fixed.unit), tf.mul(undecided, penalty));
          return [loss, { error, undecided }];
        },
        { name: `reconstruct ${block.layers.map(({ layer }) => layer).join('+')}`, threads },
      ),
  );
}
