import type { BoundModel } from '../../model/bound-model.ts';
import { writePoint } from '../apply-move.ts';
import type { SearchContext } from '../search-context.ts';

/** What is asked and of whom. */
type Asked = Pick<SearchContext, 'layout' | 'x' | 'pause'> & {
  readonly model: Pick<BoundModel, 'chunk' | 'margins'>;
};

/** Changes of single features of one person: `changes[f]` lists the moves of feature `f`. */
export type SingleChanges = readonly (readonly number[])[];

/**
 * Of the single changes of a person the `most` after which the margin is largest, in their order; all of them where they are no
 * more.
 *
 * @returns `null` once the deadline has passed.
 */
export async function mostPromising(
  context: Asked,
  row: number,
  changes: SingleChanges,
  most: number,
): Promise<SingleChanges | null> {
  const { layout, model, x } = context;
  const { count, width } = layout;
  const listed = changes.flatMap((values, f) => values.map((value) => ({ f, value })));
  if (listed.length <= most) return changes;
  const margins = new Float64Array(listed.length);
  const points = new Float32Array(model.chunk * width);
  const move = new Float64Array(count);
  for (let from = 0; from < listed.length; from += model.chunk) {
    if (await context.pause()) return null;
    const size = Math.min(model.chunk, listed.length - from);
    for (let i = 0; i < size; i += 1) {
      const { f, value } = listed[from + i]!;
      move[f] = value;
      writePoint(layout, x, row * width, move, 0, points, i * width);
      move[f] = 0;
    }
    margins.set((await model.margins(points, size)).subarray(0, size), from);
  }
  const kept = new Set(
    Array.from(listed.keys())
      .sort((a, b) => margins[b]! - margins[a]! || a - b)
      .slice(0, most),
  );
  let place = -1;
  return changes.map((values) => values.filter(() => kept.has((place += 1))));
}
