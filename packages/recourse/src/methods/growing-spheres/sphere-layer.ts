import type { RandomStream } from '@cfq/jit';

import { mayMoveTo, type ActionLayout } from '../../search/action-layout.ts';

/** A layer between two spheres round a person; radii in cost units, `0 ≤ inner < outer`. */
export interface SphereLayer {
  readonly inner: number;
  readonly outer: number;
}

/**
 * Points drawn evenly from a layer round a person, over the features that may change: a direction from a normal
 * distribution, a radius with density in proportion to the surface there. One unit is one of the cost. A group is a
 * coordinate whose ends are "as it is" and "another category", one unit apart: of half a unit on it is another one, drawn
 * evenly of those the person may move to.
 *
 * @param row - The person.
 * @returns `samples × d`, encoded; bounds and sparsity are not looked at.
 */
export function sphereLayer(
  layout: ActionLayout,
  row: number,
  { inner, outer }: SphereLayer,
  samples: number,
  stream: RandomStream,
): Float32Array {
  const { width, count, x } = layout;
  const at = row * width;
  const directions = stream.normal([samples, count]).data;
  const parts = stream.uniform([samples]).data;
  const own = x.subarray(at, at + width);
  const categories = Array.from({ length: count }, (_, f) => otherCategories(layout, f, row));
  const points = new Float32Array(samples * width);
  // Volumes relative to that of the outer sphere: its own power would overflow.
  const core = (inner / outer) ** count;
  for (let i = 0; i < samples; i += 1) {
    let square = 0;
    for (let f = 0; f < count; f += 1) square += directions[i * count + f]! ** 2;
    const radius = outer * (core + (1 - core) * parts[i]!) ** (1 / count);
    points.set(own, i * width);
    for (let f = 0; f < count; f += 1) {
      const change = (radius * directions[i * count + f]!) / Math.sqrt(square || 1) / layout.weight[f]!;
      const start = i * width + layout.start[f]!;
      if (layout.categorical[f] === 0) points[start] = points[start]! + change;
      else if (Math.abs(change) >= 0.5 && categories[f]!.length > 0) {
        points.fill(0, start, start + layout.span[f]!);
        points[start + categories[f]![stream.integer(categories[f]!.length)]!] = 1;
      }
    }
  }
  return points;
}

function otherCategories(layout: ActionLayout, f: number, row: number): number[] {
  const own = row * layout.width + layout.start[f]!;
  return Array.from(layout.targets[f]!).filter(
    (category) => mayMoveTo(layout, f, row, category) && layout.x[own + category] !== 1,
  );
}
