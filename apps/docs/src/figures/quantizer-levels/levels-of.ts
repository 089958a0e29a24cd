import type { NDArray } from '@cfq/jit';
import { decode, type Quantizer } from '@cfq/quantizers';
import { widthsOf } from '@cfq/quantizers/building-blocks';
import type { Level, LevelsScene } from './levels-scene.ts';

const bins = 96;
/** Widths shown: above, levels are closer than lines can be. */
const most = 4;

/** The levels that occur, ascending. */
function levelsOf(quantizer: Quantizer, tensor: NDArray, bits: number): Level[] {
  const { data } = decode(quantizer.encode(tensor, quantizer.init(tensor, bits), bits));
  const counts = new Map<number, number>();
  for (const value of data) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, share: count / data.length }))
    .sort((a, b) => a.value - b.value);
}

/** What a quantizer makes of a tensor by its own rule, before any training, at its widths of up to four bits. */
export function scenesOfLevels(quantizer: Quantizer, tensor: NDArray, of: string): LevelsScene {
  const values = Float32Array.from(tensor.data);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((largest, value) => Math.max(largest, value), -Infinity);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    counts[Math.min(Math.floor(((value - low) / (high - low)) * bins), bins - 1)]! += 1;
  }
  return {
    quantizer: quantizer.name,
    of,
    histogram: { low, high, counts },
    widths: widthsOf(quantizer)
      .filter((bits) => bits <= most)
      .map((bits) => ({ bits, levels: levelsOf(quantizer, tensor, bits) })),
  };
}
