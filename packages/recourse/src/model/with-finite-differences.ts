import type { NDArray } from '@cfq/jit';

import type { ActionFeature, ActionSet } from '../actions/action-set.ts';
import { RecourseError } from '../recourse-error.ts';
import type { MarginModel, Slopes } from './margin-model.ts';

/** How differences are taken. */
export interface FiniteDifferenceOptions {
  /** Half the distance between the two points a number is asked at, encoded units; > 0. Default 0.01. */
  readonly step?: number | undefined;
}

/** One question beside the point itself. */
interface Probe {
  readonly feature: ActionFeature;
  readonly column: number;
  /** Added to a number; 0 moves a group to the category of `column`. */
  readonly shift: number;
}

/**
 * Gives a model without gradients approximate ones, for solvers that need them: of a number the central difference, of a
 * category the margin of being in it less the margin now (one-hot columns have no other values). Columns that may not
 * change have slope 0. Each row costs 1 + 2 · numbers + categories questions, asked in one call.
 *
 * On a piecewise constant model, such as a forest, small steps see slopes of 0: take a longer `step` or a solver that
 * needs margins only.
 *
 * @param model - Its own slopes, if any, are replaced.
 * @param actionSet - Says which columns are numbers, which form groups, and which may change.
 * @returns A model whose `gradient` says `finite-differences`.
 * @throws RecourseError when the step is not a positive number.
 */
export function withFiniteDifferences(
  model: MarginModel,
  actionSet: ActionSet,
  { step = 0.01 }: FiniteDifferenceOptions = {},
): MarginModel {
  if (!(step > 0 && step < Infinity)) {
    throw new RecourseError(
      `withFiniteDifferences: the step is a length (expected a number > 0, got ${step}). Correct it.`,
    );
  }
  const { width } = actionSet;
  const probes = actionSet.features.flatMap((feature) => probesOf(feature, step));
  return {
    ...model,
    gradient: 'finite-differences',
    async slopes(x): Promise<Slopes> {
      const rows = x.shape[0]!;
      const answers = await model.margins(probed(x, probes, width));
      const margins = Float32Array.from({ length: rows }, (_, row) => answers[row]!);
      const slopes = new Float32Array(rows * width);
      probes.forEach(({ column, shift }, probe) => {
        // A number's second probe is looked at together with its first.
        if (shift < 0) return;
        for (let row = 0; row < rows; row += 1) {
          const answer = answers[(probe + 1) * rows + row]!;
          slopes[row * width + column] =
            shift === 0
              ? answer - margins[row]!
              : (answer - answers[(probe + 2) * rows + row]!) / (2 * shift);
        }
      });
      return { margins, slopes };
    },
  };
}

/** Of a number one step up and one down, of a group a move to each category; nothing of what may not change. */
function probesOf(feature: ActionFeature, step: number): Probe[] {
  const { kind, start, width, immutable } = feature;
  if (immutable) return [];
  if (kind !== 'categorical') return [step, -step].map((shift) => ({ feature, column: start, shift }));
  return Array.from({ length: width }, (_, c) => ({ feature, column: start + c, shift: 0 }));
}

/** The rows, then the rows altered by each probe, `[(probes + 1) · n, d]`. */
function probed(x: NDArray, probes: readonly Probe[], width: number): NDArray {
  const rows = x.shape[0]!;
  const data = new Float32Array((probes.length + 1) * rows * width);
  data.set(x.data);
  probes.forEach(({ feature, column, shift }, probe) => {
    const block = (probe + 1) * rows * width;
    data.set(x.data, block);
    for (let row = 0; row < rows; row += 1) {
      const at = block + row * width;
      if (shift === 0) data.fill(0, at + feature.start, at + feature.start + feature.width);
      data[at + column] = shift === 0 ? 1 : data[at + column]! + shift;
    }
  });
  return { data, shape: [(probes.length + 1) * rows, width] };
}
