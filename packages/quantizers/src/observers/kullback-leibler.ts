import { ndarray } from '@cfq/jit';
import { assertTensor } from '../building-blocks/assert-tensor.ts';
import { extremes } from './min-max.ts';
import type { FittingScheme, ObservedRange, Observer } from './observer.ts';

/** Most bins of the histogram; as many as its source has. */
const mostBins = 2048;
/** Fewest bins a level, so that there is something to choose. */
const binsPerLevel = 8;

/** Sums over the first bins of a histogram: `[bins + 1]` each, so that those of any stretch are a difference. */
interface RunningSums {
  readonly counts: Float64Array;
  /** How many bins are not empty. */
  readonly occupied: Float64Array;
  /** `Σ c ln c`. */
  readonly entropies: Float64Array;
}

const entropy = (count: number): number => (count > 0 ? count * Math.log(count) : 0);

function runningSums(histogram: Float64Array): RunningSums {
  const empty = (): Float64Array => new Float64Array(histogram.length + 1);
  const sums = { counts: empty(), occupied: empty(), entropies: empty() };
  histogram.forEach((count, bin) => {
    sums.counts[bin + 1] = sums.counts[bin]! + count;
    sums.occupied[bin + 1] = sums.occupied[bin]! + Number(count > 0);
    sums.entropies[bin + 1] = sums.entropies[bin]! + entropy(count);
  });
  return sums;
}

/**
 * Relative entropy `Σ p ln (p / q)` of a histogram cut off after `kept` bins. `p` is what is kept, with all that lies
 * beyond in the last bin; `q` spreads what falls into each of `levels` equal stretches over its occupied bins. Infinite
 * where `q` is 0 and `p` is not.
 */
function divergence(
  { counts, occupied, entropies }: RunningSums,
  histogram: Float64Array,
  kept: number,
  levels: number,
): number {
  const total = counts.at(-1)!;
  const within = counts[kept]!;
  const beyond = total - within;
  const last = histogram[kept - 1]!;
  // ln q of an occupied bin is ln(counts / occupied of its stretch) − ln(within).
  let cross = 0;
  for (let level = 0; level < levels; level += 1) {
    const [from, to] = [Math.floor((level * kept) / levels), Math.floor(((level + 1) * kept) / levels)];
    const count = counts[to]! - counts[from]!;
    const mass = count + (level === levels - 1 ? beyond : 0);
    if (mass > 0) cross += mass * Math.log(count / (occupied[to]! - occupied[from]!));
  }
  if (beyond > 0 && last === 0) return Number.POSITIVE_INFINITY;
  const own = entropies[kept]! - entropy(last) + entropy(last + beyond);
  return (own - cross) / total - Math.log(total) + Math.log(within);
}

/**
 * The range whose clipped histogram keeps most of the information: of the thresholds `t` on the magnitudes, the one whose
 * quantized distribution has the least relative entropy `D(P ‖ Q)` to the distribution with everything beyond `t` put at
 * `t`. Both ends are cut to `[−t, t]`. Meant for activations on many rows; of a few weights a histogram says little.
 *
 * The histogram has as many bins as there are values, at least 8 a level and at most 2048. Of equal thresholds the widest
 * is kept.
 *
 * @see Migacz 2017, "8-bit Inference with TensorRT", GTC: entropy calibration.
 */
export const kullbackLeibler: Observer & { readonly name: 'kl' } = {
  name: 'kl',
  description: 'the range whose quantized histogram has the least relative entropy to the clipped one',
  observe(values: Float32Array, scheme: FittingScheme): ObservedRange {
    assertTensor('kl.observe', 'values', ndarray(values, [values.length]));
    const full = extremes(values);
    const largest = Math.max(Math.abs(full.low), Math.abs(full.high));
    if (largest === 0) return full;
    const codes = scheme.grid.high - scheme.grid.low + 1;
    const levels = full.low < 0 ? Math.ceil(codes / 2) : Math.max(scheme.grid.high, 1) + 1;
    const bins = Math.min(Math.max(values.length, binsPerLevel * levels), mostBins);
    const histogram = new Float64Array(bins);
    for (const value of values) {
      histogram[Math.min(Math.floor((Math.abs(value) / largest) * bins), bins - 1)]! += 1;
    }
    const sums = runningSums(histogram);
    let best = { kept: bins, divergence: divergence(sums, histogram, bins, levels) };
    for (let kept = bins - 1; kept >= levels; kept -= 1) {
      const found = divergence(sums, histogram, kept, levels);
      if (found < best.divergence) best = { kept, divergence: found };
    }
    const threshold = (largest * best.kept) / bins;
    return { low: Math.max(full.low, -threshold), high: Math.min(full.high, threshold) };
  },
};
