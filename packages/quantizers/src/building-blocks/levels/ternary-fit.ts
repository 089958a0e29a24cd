/** Where weights become 0, and what the others become. */
export interface TernaryFit {
  /** Magnitudes up to this one become 0; a float32 number from 0. */
  readonly threshold: number;
  /** The magnitude of the others, positive. */
  readonly scale: number;
}

/**
 * The scale of least squared error under a threshold: the mean of the magnitudes beyond it (Li & Liu 2016 eq. 5); 1 where
 * there is none.
 *
 * @param magnitudes from 0.
 */
export function ternaryAt(magnitudes: Float32Array, threshold: number): TernaryFit {
  let [sum, count] = [0, 0];
  for (const magnitude of magnitudes) {
    if (magnitude <= threshold) continue;
    sum += magnitude;
    count += 1;
  }
  return { threshold, scale: count === 0 ? 1 : sum / count };
}

/**
 * Threshold and scale of least squared error. With the `k` largest magnitudes kept and the best scale for them, the error is
 * `Σ m² − (Σ_k m)² / k` (Li & Liu 2016 eq. 4): the best of all `k` is found in one pass over sorted magnitudes. The threshold
 * lies halfway to the next.
 *
 * @param magnitudes from 0, at least one.
 */
export function leastSquaresTernary(magnitudes: Float32Array): TernaryFit {
  const sorted = Float32Array.from(magnitudes).sort().reverse();
  let [sum, best, kept] = [0, -1, 1];
  sorted.forEach((magnitude, at) => {
    sum += magnitude;
    const explained = (sum * sum) / (at + 1);
    // Equal magnitudes are kept together.
    if (explained <= best || sorted[at + 1] === magnitude) return;
    [best, kept] = [explained, at + 1];
  });
  const [least, next] = [sorted[kept - 1]!, sorted[kept] ?? 0];
  const halfway = Math.fround((least + next) / 2);
  return ternaryAt(magnitudes, halfway < least ? halfway : next);
}
