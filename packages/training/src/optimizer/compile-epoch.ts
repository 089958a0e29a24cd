import { jit, ravel, scan, tree, valueAndGradWithAux } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { adamwUpdate, type AdamWState } from './adamw.ts';
import type { LeafRule } from './leaf-rule.ts';
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
export interface CompileEpochOptions<Trainable> {
  /** Name of the graph in error messages. */
  readonly name: string;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
  /**
   * What is said about some trainable leaves, by the leaf itself; the others follow the defaults of {@link LeafRule}. Called
   * while the graph is traced.
   */
  readonly leafRules?: ((trainable: Trainable) => ReadonlyMap<unknown, LeafRule>) | undefined;
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

/** The leaves that move, as one vector, and its moments between two steps. */
type Carry = {
  readonly vector: tf.Tensor;
  readonly updates: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
};

/** One number a leaf, repeated for each of its elements, in the order of `ravel`. */
function perElement(leaves: readonly tf.Tensor[], value: (leaf: number) => number): tf.Tensor1D {
  return tf.tensor1d(leaves.flatMap(({ size }, leaf) => new Array<number>(size).fill(value(leaf))));
}

/** Places of the leaves that move, or that something is recorded of; all of them where that is none. */
function movingPlaces(rules: readonly Required<LeafRule>[]): number[] {
  const places = rules.flatMap(({ rate, recordGradNorm }, at) => (rate !== 0 || recordGradNorm ? [at] : []));
  return places.length > 0 ? places : [...rules.keys()];
}

/**
 * Compiles many AdamW updates into one native call: a `scan` over the steps carries the trainable tree and the
 * moments, gathers each mini-batch inside the graph, and returns the records of every step [steps]. Leaves whose rate is 0 are
 * constants of the graph, and their moments stay as they are.
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
  { name, threads = 1, leafRules = () => new Map() }: CompileEpochOptions<Trainable>,
): Epoch<Trainable, Step, Constants> {
  const differentiate = valueAndGradWithAux(
    (
      vector: tf.Tensor,
      whole: (vector: tf.Tensor) => Trainable,
      batch: Step,
      fixed: Constants,
    ): readonly [loss: tf.Scalar, record: Readonly<Record<string, tf.Tensor>>] =>
      loss(whole(vector), batch, fixed),
  );
  const epoch = (
    start: EpochState<Trainable, tf.Tensor>,
    steps: EpochSteps<Step, tf.Tensor>,
    constants: EpochConstants<Constants, tf.Tensor>,
  ): { state: EpochState<Trainable, tf.Tensor>; records: Readonly<Record<string, tf.Tensor>> } => {
    // AdamW on one vector is one chain of operations a step, where a tree costs one a leaf.
    const { leaves, structure } = tree.flatten(start.trainable);
    const said = leafRules(start.trainable);
    const rules = leaves.map((leaf): Required<LeafRule> => {
      const { rate = 1, decays = leaf.rank >= 2, recordGradNorm = false } = said.get(leaf) ?? {};
      return { rate, decays, recordGradNorm };
    });
    const places = movingPlaces(rules);
    const moving = (given: readonly tf.Tensor[]): tf.Tensor[] => places.map((place) => given[place]!);
    const { vector, unravel } = ravel(moving(leaves));
    /** A tree like `given`, with the leaves that move from a vector. */
    const wholeWith =
      (given: readonly tf.Tensor[]) =>
      (moved: tf.Tensor): Trainable => {
        const parts = [...given];
        unravel(moved as tf.Tensor1D).forEach((leaf, at) => (parts[places[at]!] = leaf));
        return tree.unflatten(structure, parts) as Trainable;
      };
    const whole = wholeWith(leaves);
    const ofMoving = (value: (rule: Required<LeafRule>) => number): tf.Tensor1D =>
      perElement(moving(leaves), (at) => value(rules[places[at]!]!));
    const rates = ofMoving(({ rate }) => rate);
    const decays = ofMoving((rule) => Number(rule.decays));
    const recorded = rules.some(({ recordGradNorm }) => recordGradNorm)
      ? ofMoving(({ recordGradNorm }) => Number(recordGradNorm))
      : null;
    const weightDecay = tf.mul(constants.weightDecay, decays);
    const stepped = tree.flatten(steps);
    const { step: updates } = start.optimizer;
    const first = tree.flatten(start.optimizer.first).leaves;
    const second = tree.flatten(start.optimizer.second).leaves;
    const [last, records] = scan(
      (carry: Carry, step: readonly tf.Tensor[]) => {
        const inputs = tree.unflatten(stepped.structure, step) as EpochSteps<Step, tf.Tensor>;
        const { value, aux, gradients } = differentiate(carry.vector, whole, inputs.batch, constants.fixed);
        const { parameters, state } = adamwUpdate({
          parameters: [carry.vector],
          gradients: [gradients],
          state: { step: carry.updates, first: [carry.first], second: [carry.second] },
          learningRate: tf.mul(inputs.learningRate, rates),
          weightDecay,
          leafDecays: [true],
        });
        const next: Carry = {
          vector: parameters[0]!,
          updates: state.step,
          first: state.first[0]!,
          second: state.second[0]!,
        };
        const norm = recorded
          ? { gradientNorm: tf.sqrt(tf.sum(tf.square(tf.mul(gradients, recorded)))) }
          : {};
        return [next, { loss: value, ...aux, ...norm }] as const;
      },
      {
        ...{ vector, updates },
        ...{ first: ravel(moving(first)).vector, second: ravel(moving(second)).vector },
      } as Carry,
      stepped.leaves as readonly tf.Tensor[],
    );
    const optimizer = {
      step: last.updates,
      first: wholeWith(first)(last.first),
      second: wholeWith(second)(last.second),
    };
    return { state: { trainable: whole(last.vector), optimizer }, records };
  };
  return jit(epoch, { name, threads });
}
