import { defaultCandidates } from '../../allocation.ts';
import { assertCandidates } from '../../assert-candidates.ts';
import { assertLayers } from '../../assert-layers.ts';
import type { SensitivityProblem, SensitivityTable } from '../sensitivity.ts';
import { finiteCurvature, squaredRoundingError } from './layer-arrays.ts';

/** What {@link curvatureTable} is made from. */
export interface CurvatureTableProblem {
  readonly problem: SensitivityProblem;
  /** Mean loss of the full-precision model. */
  readonly baseline: number;
  /** One number a layer: how steeply the loss curves along its weights. */
  readonly curvature: Readonly<Record<string, number>>;
  readonly rows: number;
}

/**
 * The table of a sensitivity that knows one curvature a layer: `½ c_l ‖Q_b(w_l) − w_l‖²`, the second-order rise of the loss
 * along a direction of that curvature.
 *
 * @throws AllocationError for malformed layers or candidates and a curvature that is not finite.
 */
export function curvatureTable(
  caller: string,
  { problem, baseline, curvature, rows }: CurvatureTableProblem,
): SensitivityTable {
  const { layers, candidates = defaultCandidates, model } = problem;
  assertLayers(caller, layers);
  assertCandidates(caller, candidates);
  const lossIncrease = layers.map(({ layer }) => {
    const slope = finiteCurvature(caller, layer, curvature[layer]!);
    return candidates.map((bits) => 0.5 * slope * squaredRoundingError(model, layer, bits));
  });
  return { layers, candidates, baseline, lossIncrease, rows };
}
