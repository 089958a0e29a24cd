import { AllocationError } from '../allocation-error.ts';
import { defaultCandidates, type Allocation, type LayerSize } from '../allocation.ts';

/** What every layer costs at every width. */
export interface CostTable {
  /** What is counted, in the plural: `bits`, `bytes`, `bit operations`, `nanoseconds`. */
  readonly unit: string;
  /** `cost[layer][candidate]`, whole numbers from 0 below 2^53: sums of them are exact. */
  readonly cost: readonly (readonly number[])[];
}

/** A budget of something other than bits per weight. */
export interface CostLimit extends CostTable {
  /** Most that all layers may cost together. */
  readonly most: number;
}

/**
 * Refuses a table of costs that does not fit layers and candidates.
 *
 * @throws AllocationError for another shape, or an entry that is no whole number from 0.
 */
export function assertCosts(
  caller: string,
  { layers, candidates }: { readonly layers: readonly LayerSize[]; readonly candidates: readonly number[] },
  cost: CostTable['cost'],
): void {
  const shaped = cost.length === layers.length && cost.every((row) => row.length === candidates.length);
  const wrong = cost.flat().find((value) => !(Number.isSafeInteger(value) && value >= 0));
  if (shaped && wrong === undefined) return;
  throw new AllocationError(
    `${caller}: costs need a row per layer and a whole number from 0 per candidate (expected ${layers.length} x ` +
      `${candidates.length}, got ${cost.length} x [${cost.map((row) => row.length).join(', ')}]` +
      `${wrong === undefined ? '' : ` with ${wrong}`}). Count in a smaller unit.`,
  );
}

/** What is to be given a cost: an allocation of some layers. */
export interface CostedAllocation {
  readonly layers: readonly LayerSize[];
  /** In the order of the columns of the table; default [2, 3, 4, 8]. */
  readonly candidates?: readonly number[] | undefined;
  readonly allocation: Allocation;
}

/**
 * What an allocation costs by a table, all layers together.
 *
 * @throws AllocationError when a layer is missing, or has a width that is no candidate.
 */
export function totalCost(
  { cost }: CostTable,
  { layers, candidates = defaultCandidates, allocation }: CostedAllocation,
): number {
  const bitsOf = new Map(allocation.map(({ layer, bits }) => [layer, bits]));
  return layers.reduce((sum, { layer }, at) => {
    const own = cost[at]?.[candidates.indexOf(bitsOf.get(layer) ?? Number.NaN)];
    if (own !== undefined) return sum + own;
    throw new AllocationError(
      `totalCost: every layer has a width that the table knows (expected one of ${candidates.join(', ')} for "${layer}", got ` +
        `${bitsOf.get(layer) ?? 'none'}). Add it to the candidates.`,
    );
  }, 0);
}

/**
 * Refuses an allocation that costs more than its limit. No tolerance.
 *
 * @throws AllocationError with both numbers.
 */
export function assertWithinLimit(limit: CostLimit, allocated: CostedAllocation): void {
  const total = totalCost(limit, allocated);
  if (total <= limit.most) return;
  throw new AllocationError(
    `assertWithinLimit: the allocation exceeds its limit (expected at most ${limit.most} ${limit.unit}, got ${total}). ` +
      'Allocate again with a knapsack.',
  );
}
