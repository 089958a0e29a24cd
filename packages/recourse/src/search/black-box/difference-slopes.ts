import type { BoundModel } from '../../model/bound-model.ts';
import type { ActionLayout } from '../action-layout.ts';
import type { SearchContext } from '../search-context.ts';

/** Half the distance between the two points a number is asked at, encoded units. */
const step = 0.01;

/**
 * A model that answers for slopes by differences of margins: of a number the central one, of a category the margin of being
 * in it less the margin now. Columns that may not change have slope 0. Once the deadline has passed slopes are 0.
 */
export function withDifferences({ model, layout, pause }: SearchContext): BoundModel {
  const { width, chunk } = model;
  const probes = probesOf(layout);
  return {
    ...model,
    async slopes(points, count) {
      const margins = (await model.margins(points, count)).slice(0, count);
      const slopes = new Float32Array(count * width);
      const moved = new Float32Array(chunk * width);
      const ask = async (shift: (at: number) => void): Promise<Float32Array> => {
        moved.set(points);
        for (let i = 0; i < count; i += 1) shift(i * width);
        return await model.margins(moved, count);
      };
      for (const { column, start, span } of probes) {
        if (await pause()) break;
        if (span > 0) {
          const there = await ask((at) => {
            moved.fill(0, at + start, at + start + span);
            moved[at + column] = 1;
          });
          for (let i = 0; i < count; i += 1) slopes[i * width + column] = there[i]! - margins[i]!;
          continue;
        }
        const above = (await ask((at) => (moved[at + column]! += step))).slice(0, count);
        const below = await ask((at) => (moved[at + column]! -= step));
        for (let i = 0; i < count; i += 1) slopes[i * width + column] = (above[i]! - below[i]!) / (2 * step);
      }
      return { margins, slopes };
    },
  };
}

/** One column to ask about: of a group where `span` > 0, else a number. */
interface Probe {
  readonly column: number;
  readonly start: number;
  readonly span: number;
}

function probesOf({ count, categorical, start, span }: ActionLayout): Probe[] {
  return Array.from({ length: count }, (_, f) => {
    const first = start[f]!;
    if (categorical[f] === 0) return [{ column: first, start: first, span: 0 }];
    return Array.from({ length: span[f]! }, (_, c) => ({ column: first + c, start: first, span: span[f]! }));
  }).flat();
}
