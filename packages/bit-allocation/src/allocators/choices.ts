import { AllocationError } from '../allocation-error.ts';
import type { LayerSize } from '../allocation.ts';
import { assertCandidates } from '../assert-candidates.ts';
import { assertLayers } from '../assert-layers.ts';
import { assertCosts } from '../costs/cost-limit.ts';
import { weightBits } from '../costs/weight-bits.ts';

/** What is to be chosen: one candidate bit-width for each layer. */
export interface ChoiceProblem {
  readonly layers: readonly LayerSize[];
  /** Permitted bit-widths, ascending. */
  readonly candidates: readonly number[];
  /** `loss[layer][candidate]`, any finite number; `Infinity` forbids the choice. */
  readonly loss: readonly (readonly number[])[];
  /** `cost[layer][candidate]`, see `CostTable`; default: bits, parameters times bit-width. */
  readonly cost?: readonly (readonly number[])[] | undefined;
}

/** One bit-width of one layer that could be part of an optimum. */
export interface Choice {
  /** Index into the candidates. */
  readonly candidate: number;
  /** What the layer takes at it, a whole number: bits, or what else is counted. */
  readonly cost: number;
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
 * The choices of each layer that no other choice of the same layer dominates (at most its cost, at most its
 * loss), in ascending cost and strictly descending loss; of equal cost and loss the narrower.
 *
 * @throws AllocationError for malformed layers, candidates, losses or costs.
 */
export function undominatedChoices(caller: string, problem: ChoiceProblem): Choice[][] {
  const { layers, candidates, loss } = problem;
  assertLayers(caller, layers);
  assertCandidates(caller, candidates);
  assertLoss(caller, problem);
  const costs = problem.cost ?? weightBits(layers, candidates).cost;
  assertCosts(caller, problem, costs);
  return layers.map((_, index) => {
    const all = candidates
      .map((_bits, candidate) => ({
        candidate,
        cost: costs[index]![candidate]!,
        loss: loss[index]![candidate]!,
      }))
      .sort((a, b) => a.cost - b.cost || (a.loss < b.loss ? -1 : Number(a.loss > b.loss)));
    const kept: Choice[] = [];
    for (const choice of all) {
      if (choice.loss < (kept.at(-1)?.loss ?? Number.POSITIVE_INFINITY)) kept.push(choice);
    }
    return kept;
  });
}
