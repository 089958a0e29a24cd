import type { NDArray } from '@cfq/jit';
import { layerInputs } from '../../scheme/layer-inputs.ts';
import { held } from '../../scheme/student-parameters.ts';
import { scaledUnits } from '../round/scaled-units.ts';
import { TrainingError } from '../../training-error.ts';
import { fromTeacher } from './from-teacher.ts';
import type { StartStage } from './start-stage.ts';

/** Options of {@link equalised}. */
export interface EqualisedOptions {
  /** Whose units are scaled; default the teacher. */
  readonly of?: StartStage;
  /** Most that a unit is multiplied by, at least 1: one that hardly ever fires is not blown up to full range; default 64. */
  readonly most?: number;
}

/**
 * A start whose hidden units all reach as far, on the training rows, as the farthest of their layer does. Outputs of a layer share
 * one grid: of a unit that reaches a tenth of it, half a step is ten times as much, and the next layer's weights carry that on. The
 * function is the same (`relu(c z) = c relu(z)`); bounds of its rounding are smaller.
 *
 * @throws TrainingError when `most` is below 1.
 * @see Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction", §4.1, which equalises ranges
 *   of weights by the same scaling; outputs, and for the sake of certificates, are ours.
 */
export function equalised({ of = fromTeacher, most = 64 }: EqualisedOptions = {}): StartStage {
  if (!(most >= 1 && Number.isFinite(most))) {
    throw new TrainingError(
      `equalised: most is what a unit is multiplied by (expected a number of at least 1, got ${most}). Set most.`,
    );
  }
  return {
    name: 'equalised',
    description: `${of.description}, hidden units scaled to the same range`,
    options: { of: of.name, most },
    async make(setting) {
      const { model } = setting.teacher;
      const start = await of.make(setting);
      const { inputs } = await layerInputs({
        ...{ model, parameters: start.parameters, hidden: null },
        ...{ x: setting.dataset.train.x, scope: setting.scope },
      });
      const parameters = model.layers.slice(1).reduce((scaled, { layer: next }, before) => {
        const reaches = largestOfColumns(held(inputs, next));
        const farthest = Math.max(...reaches);
        // One that never fires is left as it is.
        const factors = reaches.map((reach) => (reach > 0 ? Math.max(reach / farthest, 1 / most) : 1));
        return scaledUnits(scaled, { layer: model.layers[before]!.layer, next, factors });
      }, start.parameters);
      return { ...start, parameters };
    },
  };
}

/** The largest number of every column [d] of rows [n, d], none of them negative. */
function largestOfColumns({ data, shape }: NDArray): Float64Array {
  const [rows = 0, width = 0] = shape;
  const largest = new Float64Array(width);
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let column = 0; column < width; column += 1, at += 1) {
      largest[column] = Math.max(largest[column]!, data[at]!);
    }
  }
  return largest;
}
