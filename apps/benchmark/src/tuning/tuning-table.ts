import { aggregates, headingOf } from '@cfq/metrics/aggregates';
import { formatOf } from '../tables/aggregate-columns.ts';
import { formatQuantity, type QuantityFormat } from '../tables/format-quantity.ts';
import type { TextTable } from '../tables/text-table.ts';
import { overrideWords } from '../cells/overrides/grid.ts';
import { trialAggregates, type Tuning } from './tuning.ts';

/** All trials of a search, the winner first. */
export function tuningTable({ dataset, method, backbone, budgetBits, seeds, by, trials }: Tuning): TextTable {
  const number = (value: number | null, format: QuantityFormat) => formatQuantity([value], format);
  return {
    title: `${dataset}, ${method} at ${budgetBits} bits, ${backbone}, ${seeds.length} seed${seeds.length === 1 ? '' : 's'}: trials by ${by}, on validation rows`,
    columns: ['trial', 'state', ...trialAggregates.map((name) => headingOf(aggregates[name])), 'bits'],
    rows: trials.map((trial) => [
      overrideWords(trial.overrides).join(' ') || 'the recipe as it is',
      trial.state,
      ...trialAggregates.map((name) => number(trial[name], formatOf(name))),
      number(trial.averageBits, { digits: 2 }),
    ]),
  };
}
