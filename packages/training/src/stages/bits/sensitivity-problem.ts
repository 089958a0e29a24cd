import type { MeasuredModel, SensitivityProblem } from '@cfq/bit-allocation';
import type { CompileScope, NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { rowCrossEntropies, withoutCutOff } from '../../optimizer/cross-entropy.ts';
import { equalWeights } from '../../decision/class-weights.ts';
import { modelLogits } from '../../model/model-logits.ts';
import { favourableClass } from '../../model/favourable-class.ts';
import { roundedLayers, type WeightRounding } from './rounded-layers.ts';
import type { Teacher } from '../../model/teacher.ts';

/** What {@link sensitivityProblem} is made from. */
export interface TeacherSensitivityProblem {
  /** With its cut-off and class weights, so that losses are those it was trained on; without: even odds, all rows the same. */
  readonly teacher: Pick<Teacher, 'model' | 'parameters'> &
    Partial<Pick<Teacher, 'decision' | 'classWeights'>>;
  /** How a layer is rounded in a trial. */
  readonly weights: WeightRounding;
  /** Bit-widths to try, ascending. */
  readonly candidates: readonly number[];
  /** Labelled rows [n, d], for sensitivities of the task. */
  readonly rows?: { readonly x: NDArray; readonly y: ArrayLike<number> } | undefined;
  /** Denied rows [m, d] and the teacher's actions for them [m, d], for counterfactual sensitivities. */
  readonly recourse?: { readonly x: NDArray; readonly delta: NDArray } | undefined;
  /** Draws rows where there are more than a sensitivity looks at; default 0. */
  readonly seed?: number | undefined;
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The problem of any sensitivity of `@cfq/bit-allocation` for a teacher: in a trial the layer alone is rounded after training,
 * with the quantizer's parameters of least squared error, and the loss of a row is the cross-entropy,
 * weighted by class, of its probabilities.
 */
export function sensitivityProblem(problem: TeacherSensitivityProblem): SensitivityProblem {
  const { teacher, weights, candidates, rows, recourse, seed, scope, signal } = problem;
  const { model, parameters } = teacher;
  return {
    layers: model.layers,
    candidates,
    model: {
      // Layers of a model have a bias beside their weight, which a sensitivity need not know.
      logits: modelLogits(model) as MeasuredModel['logits'],
      parameters,
      quantized: roundedLayers(parameters, weights),
      rowLosses: labelledLosses(teacher),
      recourseLosses: rowCrossEntropies,
    },
    rows: rows && { x: rows.x, labels: rows.y },
    recourse: recourse && { factual: recourse.x, delta: recourse.delta },
    favourableClass,
    seed,
    scope,
    signal,
  };
}

/** The loss of a row in the training of a teacher: what is compiled from it is shared where the rules are the same value. */
function labelledLosses({
  decision,
  classWeights,
}: TeacherSensitivityProblem['teacher']): MeasuredModel['rowLosses'] {
  const plain =
    (decision?.logit ?? 0) === 0 && (classWeights?.favourable ?? 1) === (classWeights?.unfavourable ?? 1);
  if (plain) return rowCrossEntropies;
  const { favourable, unfavourable } = classWeights ?? equalWeights;
  return (logits, labels) =>
    tf.mul(
      rowCrossEntropies(withoutCutOff(logits, tf.scalar(decision?.logit ?? 0)), labels),
      tf.gather(tf.tensor1d([unfavourable, favourable]), labels),
    );
}
