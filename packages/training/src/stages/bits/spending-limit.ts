import { totalCost, uniformAllocation, type CostLimit } from '@cfq/bit-allocation';
import { costTables, type CostKind } from '../../costs/cost-tables.ts';
import { schemeOf } from '../../scheme/quantization-scheme.ts';
import type { StartedSetting } from '../student-setting.ts';

const floatBits = 32;

/** What {@link spendingLimit} looks at. */
export type SpendingSetting = Pick<StartedSetting, 'method' | 'teacher' | 'model' | 'budgetBits' | 'signal'>;

/**
 * The limit of a budget that counts something else than bits: what the widest width within the budget costs everywhere.
 * Of bits there is none, the budget is its own.
 *
 * @param candidates columns of the limit's table
 * @throws AllocationError where no candidate is within the budget
 */
export async function spendingLimit(
  { method, teacher, model, budgetBits, signal }: SpendingSetting,
  { spend, candidates }: { readonly spend: CostKind; readonly candidates: readonly number[] },
): Promise<CostLimit | undefined> {
  if (spend === 'bits') return undefined;
  const { layers } = teacher.model;
  const { bits } = schemeOf(method, { model, budgetBits }, null).activations;
  const inputBits = layers.map((_, at) =>
    at === 0 ? (method.inputBits ?? floatBits) : (bits[layers[at - 1]!.layer] ?? floatBits),
  );
  const table = await costTables[spend]({
    ...{ teacher, widths: candidates, rounding: method.weights, inputBits, signal },
  });
  const allocation = uniformAllocation({ layers, candidates, budgetBits });
  return { ...table, most: totalCost(table, { layers, candidates, allocation }) };
}
