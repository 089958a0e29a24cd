import type { ActionSet } from '../actions/action-set.ts';
import { consequencesOf } from '../actions/relations/consequences.ts';
import type { BoundModel } from './bound-model.ts';

/**
 * A model whose slopes along what people change have in them what follows from it (the chain rule): a degree that takes two
 * years has the slope of the degree and twice that of a year. Where something follows one way alone, the slope is that of
 * the way which raises the margin, 0 where neither does.
 */
export function followConsequences(model: BoundModel, actionSet: ActionSet): BoundModel {
  const consequences = consequencesOf(actionSet);
  if (consequences.length === 0) return model;
  const columns = [...new Set(consequences.map(({ source }) => source.start))];
  const bySource = columns.map(
    (column) => [column, consequences.filter(({ source }) => source.start === column)] as const,
  );
  return {
    ...model,
    async slopes(points, count) {
      const scored = await model.slopes(points, count);
      const slopes = scored.slopes.slice();
      for (let row = 0; row < count; row += 1) {
        const at = row * model.width;
        for (const [column, following] of bySource) {
          const along = (sign: 1 | -1) =>
            following.reduce(
              (sum, { feature, ratio, follows }) =>
                sum + (follows.includes(sign) ? ratio * scored.slopes[at + feature.start]! : 0),
              scored.slopes[at + column]!,
            );
          const [up, down] = [Math.max(0, along(1)), Math.min(0, along(-1))];
          slopes[at + column] = up >= -down ? up : down;
        }
      }
      return { margins: scored.margins, slopes };
    },
  };
}
