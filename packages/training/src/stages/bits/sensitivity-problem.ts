import type { MeasuredModel, SensitivityProblem } from '@cfq/bit-allocation';
import type { CompileScope, NDArray } from '@cfq/jit';
import { rowCrossEntropies } from '../../optimizer/cross-entropy.ts';
import { modelLogits } from '../../model/model-logits.ts';
import { favourableClass } from '../../model/favourable-class.ts';
import { roundedLayers, type WeightRounding } from './rounded-layers.ts';
import type { Teacher } from '../../model/teacher.ts';

/** What {@link sensitivityProblem} is made from. */
export interface TeacherSensitivityProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters'>;
  /** How a layer is rounded in a trial. */
  readonly weights: WeightRounding;
  /** Bit-widths to try, ascending. */
  readonly candidates: readonly number[];
  /** Labelled rows [n, d], for sensitivities of the task. */
  readonly rows?: { readonly x: NDArray; readonly y: ArrayLike<number> } | undefined;
  /** Denied rows [m, d] and the teacher's actions for them [m, d], for counterfactual sensitivities. */
  readonly recourse?: { readonly x: NDArray; readonly delta: NDArray } | undefined;
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The problem of any sensitivity of `@cfq/bit-allocation` for a teacher: in a trial the layer alone is rounded after training,
 * with the quantizer's parameters of least squared error, and the loss of a row is the cross-entropy.
 */
export function sensitivityProblem(problem: TeacherSensitivityProblem): SensitivityProblem {
  const { teacher, weights, candidates, rows, recourse, scope, signal } = problem;
  const { model, parameters } = teacher;
  return {
    layers: model.layers,
    candidates,
    model: {
      // Layers of a model have a bias beside their weight, which a sensitivity need not know.
      logits: modelLogits(model) as MeasuredModel['logits'],
      parameters,
      quantized: roundedLayers(parameters, weights),
      rowLosses: rowCrossEntropies,
    },
    rows: rows && { x: rows.x, labels: rows.y },
    recourse: recourse && { factual: recourse.x, delta: recourse.delta },
    favourableClass,
    scope,
    signal,
  };
}
