import type { Network } from '@cfq/network';

import { boxBounder, type BoxBounder } from '../bound-box.ts';
import { boxBounds, type BoxBounds } from '../difference-bounds.ts';
import { preparePair } from '../prepare-pair.ts';
import { readColumns } from '../read-columns.ts';
import { readRows } from '../read-rows.ts';

/** Bounds over one box of a pair of networks, laid out once; what it returns is overwritten by the next call. */
export interface PairBounder {
  /** @param radii - Half-widths of all columns. */
  bound(centre: Float64Array, radii: Float64Array): BoxBounds;
  /** How much a column moves the first sums of the student. */
  readonly influence: Float64Array;
}

/** Boxes of so many sizes are kept ready. */
const sizes = 64;

/**
 * Lays a pair of networks out for boxes of any size, as `boundDifference` bounds them, in float32.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws RecourseError for networks that do not belong together.
 */
export function pairBounder(
  pair: { readonly teacher: Network; readonly student: Network },
  width: number,
  target: number,
): PairBounder {
  const { columns: reading, layers } = preparePair(pair, width);
  const first = layers[0]!;
  const classes = layers.at(-1)!.outputs;
  const out = boxBounds(1);
  const ready = new Map<string, BoxBounder>();

  function bounderOf(radii: Float64Array): BoxBounder {
    const key = radii.join();
    let bounder = ready.get(key);
    if (bounder === undefined) {
      bounder = boxBounder(layers, radii, target, 'float32', 0);
      if (ready.size === sizes) ready.delete(ready.keys().next().value!);
      ready.set(key, bounder);
    }
    return bounder;
  }

  return {
    influence:
      first.inputs === width && reading === null
        ? Float64Array.from({ length: width }, (_, column) =>
            Math.hypot(
              ...first.student.signed.subarray(column * first.outputs, (column + 1) * first.outputs),
            ),
          )
        : new Float64Array(width).fill(1),
    bound(centre, radii) {
      let at = { centre, radii };
      if (reading !== null) at = readColumns(reading, { x: centre, from: 0, radii }, 'float32');
      const bounder = bounderOf(at.radii);
      bounder.run(at.centre, 0);
      readRows(classes, bounder.byRelaxation, 0, out);
      return out;
    },
  };
}
