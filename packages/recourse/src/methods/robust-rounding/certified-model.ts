import { byContent } from '@cfq/jit';

import type { BoundModel } from '../../model/bound-model.ts';
import type { TracedModel } from '../../model/traced-model.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';
import { marginBounder, type MarginBounder } from './bound-margin.ts';
import { roundedMargin, roundedParameters } from './rounded-margin.ts';
import { roundingBox, type RoundingBoxOptions } from './rounding-box.ts';

/**
 * The model of a problem as one whose margin is the least that is certain over every rounding of its weights
 * (`certifyRoundings`): no margin it gives that is positive exceeds that of any rounding. Slopes are those of the bound.
 *
 * @param problem one on a model that says what network it is.
 * @throws RecourseError when that is no network of rectifiers.
 */
export function certifiedModel(problem: SearchProblem, options: RoundingBoxOptions): BoundModel {
  const { network, target } = problem.problem.model as TracedModel;
  const layers = roundingBox(network!, options);
  const logits = problem.scope.compileOnce([certifiedModel, byContent(target)], () => roundedMargin(target));
  const followed = problem.bind({ logits, parameters: roundedParameters(layers), target });
  return certified(followed, marginBounder(layers, target));
}

/** Margins count only where they are certain: what looks reached is bounded anew, soundly. */
function certified(followed: BoundModel, bound: MarginBounder): BoundModel {
  const { width } = followed;
  const sound = (margins: Float32Array, points: Float32Array, count: number): Float32Array =>
    margins.map((margin, i) =>
      i < count && margin > 0 ? Math.min(margin, downwards(bound(points, i * width))) : margin,
    );
  return {
    ...followed,
    margins: async (points, count) => sound(await followed.margins(points, count), points, count),
    async slopes(points, count) {
      const { margins, slopes } = await followed.slopes(points, count);
      return { margins: sound(margins, points, count), slopes };
    },
  };
}

/** The float32 at or below a number. */
function downwards(value: number): number {
  const near = Math.fround(value);
  return near <= value ? near : Math.fround(near - Math.abs(near) * 2 ** -23);
}
