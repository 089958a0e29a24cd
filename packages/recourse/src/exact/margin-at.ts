import { dot } from '../reach/dot.ts';
import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { Directions } from './directions.ts';

/** The margin in float64 at the base point of the last box plus steps along its directions. */
export type MarginAt = (steps: Float64Array) => number;

/** Puts points of boxes through the layers; holds scratch space. What moves by itself is taken to follow its line. */
export function createMarginAt(
  layers: readonly RectifiedLayer[],
  target: number,
  directions: Directions,
): MarginAt {
  const first = layers[0]!;
  const depth = layers.length - 1;
  const { base, vectors } = directions;
  const rivals = Array.from(layers.at(-1)!.bias.keys()).filter((label) => label !== target);
  const transposed = layers.map(transpose);
  const heights = layers.map(({ outputs }) => new Float64Array(outputs));

  return (steps) => {
    const sums = heights[0]!;
    sums.set(base);
    for (let i = 0; i < directions.count(); i += 1) {
      if (steps[i] === 0) continue;
      for (let j = 0, at = i * first.outputs; j < first.outputs; j += 1, at += 1)
        sums[j]! += steps[i]! * vectors[at]!;
    }
    for (let k = 1; k <= depth; k += 1) {
      const { inputs, outputs, bias } = layers[k]!;
      const before = heights[k - 1]!;
      const { grid } = layers[k - 1]!;
      for (let i = 0; i < inputs; i += 1) before[i] = activated(before[i]!, grid);
      const next = heights[k]!;
      for (let j = 0; j < outputs; j += 1)
        next[j] = bias[j]! + dot(before, transposed[k]!, j * inputs, inputs);
    }
    const logits = heights[depth]!;
    let margin = Infinity;
    for (const rival of rivals) margin = Math.min(margin, logits[target]! - logits[rival]!);
    return margin;
  };
}

/** A unit's output: rectified, then rounded to its grid if it has one. */
function activated(sum: number, grid: RectifiedLayer['grid']): number {
  const rectified = Math.max(0, sum);
  if (grid === null) return rectified;
  return Math.min(2 ** grid.bits - 1, Math.round(rectified / grid.scale)) * grid.scale;
}

/** The weights of a layer, `[outputs, inputs]`. */
function transpose({ inputs, outputs, weight }: RectifiedLayer): Float64Array {
  const out = new Float64Array(weight.length);
  for (let i = 0; i < inputs; i += 1) {
    for (let j = 0; j < outputs; j += 1) out[j * inputs + i] = weight[i * outputs + j]!;
  }
  return out;
}
