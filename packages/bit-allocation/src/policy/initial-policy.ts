import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';

/** Arguments of {@link initialPolicy}. */
export interface InitialPolicyOptions {
  readonly layers: readonly LayerSize[];
  /** Permitted bit-widths, ascending; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  /** The bit-width to favour at first; default none: every candidate equally likely. */
  readonly start?: number;
  /** Probability of `start` at first, in (1 / number of candidates, 1); default 0.5. */
  readonly confidence?: number;
}

/**
 * Logits of a categorical over candidates for each layer, float32 `[layers, candidates]`: the learned parameter
 * `π_l` of the policy (CFQ §4.3).
 *
 * The default favours nothing. A policy that starts sure of one width barely samples the others and may never
 * leave it; `confidence` keeps that a visible choice.
 *
 * @throws AllocationError when `start` is no candidate or `confidence` is out of range.
 */
export function initialPolicy(options: InitialPolicyOptions): NDArray {
  const { layers, candidates = defaultCandidates, start, confidence = 0.5 } = options;
  assertLayers('initialPolicy', layers);
  assertCandidates('initialPolicy', candidates);
  const shape = [layers.length, candidates.length];
  const data = new Float32Array(layers.length * candidates.length);
  if (start === undefined) return { data, shape };
  const favoured = candidates.indexOf(start);
  if (favoured === -1) {
    throw new AllocationError(
      `initialPolicy: start must be a candidate (expected one of ${candidates.join(', ')}, got ${start}).`,
    );
  }
  if (!(confidence > 1 / candidates.length && confidence < 1)) {
    throw new AllocationError(
      `initialPolicy: confidence must be in (1/${candidates.length}, 1) (got ${confidence}). Try 0.5.`,
    );
  }
  const logit = Math.log((confidence * (candidates.length - 1)) / (1 - confidence));
  for (let layer = 0; layer < layers.length; layer += 1) data[layer * candidates.length + favoured] = logit;
  return { data, shape };
}
