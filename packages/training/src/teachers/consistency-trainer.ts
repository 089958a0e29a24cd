import { ndarray, scalar, type NDArray } from '@cfq/jit';
import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import { adamwInit } from '../optimizer/adamw.ts';
import { batchRows } from '../optimizer/batch-rows.ts';
import { compileEpoch, type EpochState } from '../optimizer/compile-epoch.ts';
import { classWeightTensor } from '../decision/class-weights.ts';
import { crossEntropy } from '../optimizer/cross-entropy.ts';
import { favourableClass } from '../model/favourable-class.ts';
import type { ModelParameters } from '../model/model.ts';
import { ownRecourse, type OwnRecourse } from './own-recourse.ts';
import type { RecourseTrainerSetting, TeacherTrainer, TrainerSetting } from './teacher-trainer.ts';

/** The two teachers. */
type Pair<Leaf> = { readonly first: ModelParameters<Leaf>; readonly second: ModelParameters<Leaf> };
/** One of something for each of the two. */
type Two<Value> = { readonly first: Value; readonly second: Value };
type Batch<Leaf> = { readonly rows: Two<Leaf>; readonly moved: Two<Leaf> };
type Fixed<Leaf> = {
  readonly x: Leaf;
  readonly y: Leaf;
  readonly classWeights: Leaf;
  readonly points: Two<Leaf>;
  readonly weights: Two<Leaf>;
};

/** Both teachers in training, and where the recourse of each leads. */
export interface ConsistencyState {
  readonly pair: EpochState<Pair<NDArray>, NDArray>;
  readonly recourse: Two<OwnRecourse>;
}

const both = ['first', 'second'] as const;

function consistencyEpoch({ model, batch, threads, scope }: TrainerSetting) {
  return scope.compileOnce([consistencyEpoch, model, batch, threads], () =>
    compileEpoch<Pair<tf.Tensor>, Batch<tf.Tensor>, Fixed<tf.Tensor>>(
      (pair, { rows, moved }, { x, y, classWeights, points, weights }) => {
        const tasks = both.map((which) => {
          const index = rows[which] as tf.Tensor1D;
          const logits = model.apply(pair[which], tf.gather(x, index) as tf.Tensor2D);
          return crossEntropy(logits, tf.gather(y, index) as tf.Tensor1D, classWeights as tf.Tensor1D);
        });
        const apart = both.map((whose) => {
          const at = tf.gather(points[whose], moved[whose]) as tf.Tensor2D;
          const [one, other] = both.map((which) =>
            targetMargin(model.apply(pair[which], at), favourableClass),
          );
          return tf.mul<tf.Scalar>(weights[whose], tf.mean(tf.squaredDifference(one!, other!)));
        });
        const sum = (values: readonly tf.Scalar[]): tf.Scalar => values.reduce((a, b) => tf.add(a, b));
        const [task, disagreement] = [sum(tasks), sum(apart)];
        return [tf.add<tf.Scalar>(task, disagreement), { task, disagreement }];
      },
      { name: `consistent teachers ${model.name}`, threads },
    ),
  );
}

/**
 * Two teachers from different initial weights and orders of rows, trained together: the task loss of each, and
 * `E[ (m_1 − m_2)² ]` at the recourse points of the first and at those of the second (the R-consistency baseline of
 * CFQ §5). Recourse is solved again every few epochs for each as it then is, and no gradient flows into it; until the
 * first time they train on the task alone. The first is the teacher, and starts and learns in the order that a standard
 * one of the same seed does.
 */
export function consistencyTrainer(setting: RecourseTrainerSetting): TeacherTrainer<ConsistencyState> {
  const { model, train, stream, batch, period, stepsPerEpoch, classWeights } = setting;
  const rows = train.y.length;
  const run = consistencyEpoch(setting);
  const streams = { first: stream, second: stream.split('second') };
  const pair = {
    first: model.init(streams.first.split('init')),
    second: model.init(streams.second.split('init')),
  };
  const nothing = { points: ndarray(new Float32Array(model.inputWidth), [1, model.inputWidth]), count: 0 };
  const byClass = classWeightTensor(classWeights);
  const [x, y]: [NDArray, NDArray] = [train.x, ndarray(train.y, [rows])];
  const size = { batch, steps: stepsPerEpoch };
  const two = <Value>(make: (which: keyof Two<unknown>) => Value): Two<Value> => ({
    first: make('first'),
    second: make('second'),
  });
  return {
    start: { pair: { trainable: pair, optimizer: adamwInit(pair) }, recourse: two(() => nothing) },
    firstKeepableEpoch: period,
    teacher: (state) => state.pair.trainable.first,
    async advance(state, { epoch, learningRate, weightDecay }) {
      const { trainable } = state.pair;
      const solve = (which: keyof Two<unknown>): Promise<OwnRecourse> =>
        ownRecourse(setting, trainable[which], streams[which].split('recourse', epoch));
      const recourse =
        epoch > 0 && epoch % period === 0
          ? { first: await solve('first'), second: await solve('second') }
          : state.recourse;
      const drawn = {
        rows: two((which) => batchRows(streams[which].split('rows', epoch), { rows, ...size })),
        moved: two((which) =>
          batchRows(streams[which].split('moved', epoch), {
            rows: Math.max(1, recourse[which].count),
            ...size,
          }),
        ),
      };
      const fixed = {
        ...{ x, y, classWeights: byClass },
        points: two((which) => recourse[which].points),
        weights: two((which) => scalar(recourse[which].count > 0 ? 1 : 0)),
      };
      const { state: next, records } = await run(
        state.pair,
        { learningRate, batch: drawn },
        { weightDecay, fixed },
      );
      return { state: { pair: next, recourse }, losses: records['loss']?.data ?? [] };
    },
  };
}
