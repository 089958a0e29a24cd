import { jit, scan, tree, valueAndGradWithAux } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { adamwUpdate, type AdamWState } from './adamw.ts';
import type { Jitted, TensorTree } from '@cfq/jit';

/** What an epoch carries from step to step, and returns. */
export type EpochState<Trainable, Leaf> = {
  readonly trainable: Trainable;
  readonly optimizer: AdamWState<Trainable, Leaf>;
};

/** What changes from step to step: a leading axis of steps on every leaf. */
export type EpochSteps<Step, Leaf> = {
  /** Learning rate of each step [steps]. */
  readonly learningRate: Leaf;
  /** Inputs of the loss at each step, e.g. row numbers [steps, batch]. */
  readonly batch: Step;
};

/** What stays the same for the whole epoch. */
export type EpochConstants<Constants, Leaf> = {
  readonly weightDecay: Leaf;
  /** Inputs of the loss at every step, e.g. the training matrix. */
  readonly fixed: Constants;
};

/** A loss at one step: a scalar to descend and named scalars to record. Traced. */
export type StepLoss<Trainable, Step, Constants> = (
  trainable: Trainable,
  batch: Step,
  fixed: Constants,
) => readonly [loss: tf.Scalar, record: Readonly<Record<string, tf.Tensor>>];

/** How {@link compileEpoch} compiles. */
export interface CompileEpochOptions {
  /** Name of the graph in error messages. */
  readonly name: string;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
  /** Factor on the learning rate of a trainable leaf, by its path (`tree.dense.dense0.weight`); default 1. */
  readonly leafRate?: (path: string) => number;
  /** Which trainable leaves decay, by path and rank; default: matrices (rank two and above). */
  readonly leafDecays?: (path: string, rank: number) => boolean;
}

/** A compiled epoch: one native call a call. */
export type Epoch<
  Trainable extends TensorTree,
  Step extends TensorTree,
  Constants extends TensorTree,
> = Jitted<
  [EpochState<Trainable, tf.Tensor>, EpochSteps<Step, tf.Tensor>, EpochConstants<Constants, tf.Tensor>],
  { state: EpochState<Trainable, tf.Tensor>; records: Readonly<Record<string, tf.Tensor>> }
>;

/**
 * Compiles many AdamW updates into one native call: a `scan` over the steps carries the trainable tree and the
 * moments, gathers each mini-batch inside the graph, and returns the records of every step [steps].
 *
 * Everything a run may vary (learning rate, decay, term weights, temperature, rows) is an input, so a graph
 * compiled once serves every seed, epoch and weight.
 */
export function compileEpoch<
  Trainable extends TensorTree,
  Step extends TensorTree,
  Constants extends TensorTree,
>(
  loss: StepLoss<Trainable, Step, Constants>,
  { name, threads = 1, leafRate = () => 1, leafDecays = (_path, rank) => rank >= 2 }: CompileEpochOptions,
): Epoch<Trainable, Step, Constants> {
  const differentiate = valueAndGradWithAux((trainable: Trainable, batch: Step, fixed: Constants) =>
    loss(trainable, batch, fixed),
  );
  const epoch = (
    start: EpochState<Trainable, tf.Tensor>,
    steps: EpochSteps<Step, tf.Tensor>,
    constants: EpochConstants<Constants, tf.Tensor>,
  ): { state: EpochState<Trainable, tf.Tensor>; records: Readonly<Record<string, tf.Tensor>> } => {
    const carried = tree.flatten(start);
    const stepped = tree.flatten(steps);
    const trained = tree.flatten(start.trainable);
    const leafRates = trained.paths.map(leafRate);
    const decays = trained.paths.map((path, index) => leafDecays(path, trained.leaves[index]!.rank));
    const [last, records] = scan(
      (carry: readonly tf.Tensor[], step: readonly tf.Tensor[]) => {
        const now = tree.unflatten(carried.structure, carry) as EpochState<Trainable, tf.Tensor>;
        const inputs = tree.unflatten(stepped.structure, step) as EpochSteps<Step, tf.Tensor>;
        const { value, aux, gradients } = differentiate(now.trainable, inputs.batch, constants.fixed);
        const updated = adamwUpdate({
          parameters: now.trainable,
          gradients,
          state: now.optimizer,
          learningRate: inputs.learningRate,
          weightDecay: constants.weightDecay,
          leafRates,
          leafDecays: decays,
        });
        const next = tree.leaves({ trainable: updated.parameters, optimizer: updated.state });
        return [next, { loss: value, ...aux }] as const;
      },
      carried.leaves as readonly tf.Tensor[],
      stepped.leaves as readonly tf.Tensor[],
    );
    const state = tree.unflatten(carried.structure, last);
    return { state: state as EpochState<Trainable, tf.Tensor>, records };
  };
  return jit(epoch, { name, threads });
}
