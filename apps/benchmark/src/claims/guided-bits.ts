import type { Cell } from '../cells/cell.ts';
import { fixed } from '../tables/format-quantity.ts';
import { meanAndSpread } from '../tables/mean-and-spread.ts';
import { pairedOverSeeds } from '../report/data/paired-over-seeds.ts';
import { ruled, type Claim } from './claim.ts';
import {
  difference,
  faithfulnessError,
  pairedIntervalsAre,
  tightValidityDrop,
  validityDrop,
  verdictOn,
} from './differences.ts';
import { pickCells, situationsOf, type Wanted } from './pick-cells.ts';

/** Pairs that differ in the choice of bits alone. */
const pairs: readonly (readonly [name: string, guided: Wanted, uniform: Wanted])[] = [
  ['cfq − cfq-uniform', { method: 'cfq' }, { method: 'cfq-uniform' }],
  [
    'cfq-faithful − the same with uniform bits',
    { method: 'cfq-faithful' },
    { method: 'cfq-faithful', overrides: { allocator: 'uniform' } },
  ],
];

/** Bits chosen by counterfactual fidelity beat uniform bits (CFQ §6, ablations and budget curves). */
export const guidedBits: Claim = ({ cells, isQuick }) => {
  const budgets = [...new Set(cells.map(({ budgetBits }) => budgetBits))].sort((a, b) => a - b);
  const rows = situationsOf(cells).flatMap((situation) =>
    pairs.flatMap(([name, guided, uniform]) =>
      budgets.flatMap((budgetBits) => {
        const first = pickCells(cells, situation, { ...guided, budgetBits });
        const second = pickCells(cells, situation, { ...uniform, budgetBits });
        if (first.length === 0 || second.length === 0) return [];
        const said = (value: typeof validityDrop) =>
          ruled(verdictOn(pairedOverSeeds(first, second, value), 'lower'), [...first, ...second], {
            isQuick,
          });
        return [
          [
            situation.title,
            name,
            String(budgetBits),
            `${bits(first)} / ${bits(second)}`,
            difference(first, second, tightValidityDrop),
            difference(first, second, validityDrop),
            difference(first, second, faithfulnessError),
            said(validityDrop),
            said(faithfulnessError),
          ],
        ];
      }),
    ),
  );
  if (rows.length === 0) return null;
  return {
    claim: 'Mixed precision guided by counterfactual fidelity beats uniform precision.',
    table: {
      title: 'Guided minus uniform bits, paired over seeds [95 %]; VD and faithfulness error at κ = 0.2',
      columns: [
        'dataset',
        'difference',
        'budget',
        'bits used',
        'VD, κ = 0',
        'VD',
        'faithfulness error',
        'VD lower',
        'error lower',
      ],
      rows,
    },
    rule: `Supported where the whole interval lies below zero, contradicted where it lies above. ${pairedIntervalsAre} Uniform bits are the largest whole number within the budget, so at 2.5 bits they use less of it.`,
  };
};

function bits(cells: readonly Cell[]): string {
  return fixed(meanAndSpread(cells.map(({ averageBits }) => averageBits)).mean, 2);
}
