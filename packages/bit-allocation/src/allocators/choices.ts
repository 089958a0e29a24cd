import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';

/** What is to be chosen: one candidate bit-width for each layer. */
export interface ChoiceProblem {
  readonly layers: readonly LayerSize[];
  /** Permitted bit-widths, ascending. */
  readonly candidates: readonly number[];
  /** `loss[layer][candidate]`, any finite number; `Infinity` forbids the choice. */
  readonly loss: readonly (readonly number[])[];
}

/** One bit-width of one layer that could be part of an optimum. */
export interface Choice {
  /** Index into the candidates. */
  readonly candidate: number;
  /** Bits that the layer takes at it: parameters times bit-width, a whole number. */
  readonly bits: number;
  readonly loss: number;
}

function assertLoss(caller: string, { layers, candidates, loss }: ChoiceProblem): void {
  const shaped = loss.length === layers.length && loss.every((row) => row.length === candidates.length);
  if (!shaped) {
    throw new AllocationError(
      `${caller}: loss needs a row per layer and an entry per candidate (expected ${layers.length} x ` +
        `${candidates.length}, got ${loss.length} x [${loss.map((row) => row.length).join(', ')}]).`,
    );
  }
  loss.forEach((row, index) => {
    if (row.some((value) => Number.isNaN(value) || value === Number.NEGATIVE_INFINITY)) {
      throw new AllocationError(
        `${caller}: losses must be finite, or Infinity to forbid a choice (got [${row.join(', ')}] for layer ` +
          `"${layers[index]!.layer}"). Look for a diverged evaluation.`,
      );
    }
    if (row.every((value) => value === Number.POSITIVE_INFINITY)) {
      throw new AllocationError(`${caller}: layer "${layers[index]!.layer}" has every candidate forbidden.`);
    }
  });
}

/**
 * The choices of each layer that no other choice of the same layer dominates (at most its bits, at most its
 * loss), in ascending bits and strictly descending loss.
 *
 * @throws AllocationError for malformed layers, candidates or losses.
 */
export function undominatedChoices(caller: string, problem: ChoiceProblem): Choice[][] {
  const { layers, candidates, loss } = problem;
  assertLayers(caller, layers);
  assertCandidates(caller, candidates);
  assertLoss(caller, problem);
  return layers.map(({ parameters }, index) => {
    const kept: Choice[] = [];
    candidates.forEach((width, candidate) => {
      const value = loss[index]![candidate]!;
      if (value < (kept.at(-1)?.loss ?? Number.POSITIVE_INFINITY)) {
        kept.push({ candidate, bits: parameters * width, loss: value });
      }
    });
    return kept;
  });
}
