import { ndarray, scalar, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { adamwInit } from '../optimizer/adamw.ts';
import { batchRows } from '../optimizer/batch-rows.ts';
import { compileEpoch, type EpochState } from '../optimizer/compile-epoch.ts';
import { classWeightTensor } from '../decision/class-weights.ts';
import { crossEntropy } from '../optimizer/cross-entropy.ts';
import { favourableClass } from '../model/favourable-class.ts';
import { hinge } from '../terms/hinge.ts';
import type { ModelParameters } from '../model/model.ts';
import { ownRecourse, type OwnRecourse } from './own-recourse.ts';
import type { RecourseTrainerSetting, TeacherTrainer, TrainerSetting } from './teacher-trainer.ts';

/** `γ`, the margin asked for at recourse points, in logits. */
const gamma = 0.2;
/**
 * `β`, the weight of the margin. Actions end on the boundary, so every time they are solved again the hinge pushes the
 * boundary on towards yes: at 0.25 and more a teacher of German Credit comes close to denying nobody.
 */
const beta = 0.1;

type Fixed<Leaf> = {
  readonly x: Leaf;
  readonly y: Leaf;
  readonly classWeights: Leaf;
  readonly points: Leaf;
  readonly weight: Leaf;
};
type Batch<Leaf> = { readonly rows: Leaf; readonly moved: Leaf };

interface MarginState {
  readonly model: EpochState<ModelParameters, NDArray>;
  readonly recourse: OwnRecourse;
}

function marginEpoch({ model, batch, threads, scope }: TrainerSetting) {
  const term = hinge({ gamma });
  return scope.compileOnce([marginEpoch, model, batch, threads], () =>
    compileEpoch<ModelParameters<tf.Tensor>, Batch<tf.Tensor>, Fixed<tf.Tensor>>(
      (parameters, { rows, moved }, { x, y, classWeights, points, weight }) => {
        const index = rows as tf.Tensor1D;
        const labels = tf.gather(y, index) as tf.Tensor1D;
        const logits = model.apply(
          parameters,
          tf.concat([tf.gather(x, index), tf.gather(points, moved as tf.Tensor1D)], 0) as tf.Tensor2D,
        );
        const half: [number, number] = [batch, model.classes];
        const task = crossEntropy(tf.slice(logits, [0, 0], half), labels, classWeights as tf.Tensor1D);
        const own = tf.slice(logits, [batch, 0], half);
        const margin = term.value({ student: own, teacher: own, labels, target: favourableClass });
        return [tf.add<tf.Scalar>(task, tf.mul(weight, margin)), { task, margin }];
      },
      { name: `margin teacher ${model.name}`, threads },
    ),
  );
}

/**
 * The task loss and a margin at the teacher's own recourse points, `L_task + β E[ max(0, γ − m_f(x + δ_f)) ]`,
 * `γ = 0.2`, `β = 0.1`
 * (the R-margin baseline of CFQ §5). `δ_f` is solved again every few epochs for the teacher as it then is, and no
 * gradient flows into it; until the first time the teacher trains on the task alone.
 */
export function marginTrainer(setting: RecourseTrainerSetting): TeacherTrainer<MarginState> {
  const { model, train, stream, batch, period, stepsPerEpoch, classWeights } = setting;
  const rows = train.y.length;
  const run = marginEpoch(setting);
  const parameters = model.init(stream.split('init'));
  const nothing = { points: ndarray(new Float32Array(model.inputWidth), [1, model.inputWidth]), count: 0 };
  const byClass = classWeightTensor(classWeights);
  const [x, y]: [NDArray, NDArray] = [train.x, ndarray(train.y, [rows])];
  return {
    start: { model: { trainable: parameters, optimizer: adamwInit(parameters) }, recourse: nothing },
    firstKeepableEpoch: period,
    teacher: (state) => state.model.trainable,
    async advance(state, { epoch, learningRate, weightDecay }) {
      const recourse =
        epoch > 0 && epoch % period === 0
          ? await ownRecourse(setting, state.model.trainable, stream.split('recourse', epoch))
          : state.recourse;
      const size = { batch, steps: stepsPerEpoch };
      const drawn = {
        rows: batchRows(stream.split('rows', epoch), { rows, ...size }),
        moved: batchRows(stream.split('moved', epoch), { rows: Math.max(1, recourse.count), ...size }),
      };
      const { state: next, records } = await run(
        state.model,
        { learningRate, batch: drawn },
        {
          weightDecay,
          fixed: {
            x,
            y,
            classWeights: byClass,
            points: recourse.points,
            weight: scalar(recourse.count > 0 ? beta : 0),
          },
        },
      );
      return { state: { model: next, recourse }, losses: records['loss']?.data ?? [] };
    },
  };
}
