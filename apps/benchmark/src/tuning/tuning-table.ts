import { formatQuantity, type QuantityFormat } from '../tables/format-quantity.ts';
import type { TextTable } from '../tables/result-tables.ts';
import { overrideWords } from './grid.ts';
import type { Tuning } from './tuning.ts';

const percent: QuantityFormat = { digits: 1, factor: 100 };

/** All trials of a search, the winner first. */
export function tuningTable({ dataset, method, backbone, budgetBits, seeds, by, trials }: Tuning): TextTable {
  const number = (value: number | null, format: QuantityFormat) => formatQuantity([value], format);
  return {
    title: `${dataset}, ${method} at ${budgetBits} bits, ${backbone}, ${seeds.length} seed${seeds.length === 1 ? '' : 's'}: trials by ${by}, on validation rows`,
    columns: ['trial', 'state', 'accuracy %', 'agreement %', 'drift, points', 'faithfulness error', 'bits'],
    rows: trials.map((trial) => [
      overrideWords(trial.overrides).join(' ') || 'the recipe as it is',
      trial.state,
      number(trial.accuracy, percent),
      number(trial.agreement, percent),
      number(trial.acceptanceDrift, { ...percent, signed: true }),
      number(trial.faithfulnessError, { digits: 3 }),
      number(trial.averageBits, { digits: 2 }),
    ]),
  };
}
