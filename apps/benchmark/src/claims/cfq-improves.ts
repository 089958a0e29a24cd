import { pairedOverSeeds } from '../report/data/paired-over-seeds.ts';
import type { Claim } from './claim.ts';
import {
  costGap,
  difference,
  faithfulnessError,
  overGrant,
  tightValidityDrop,
  validityDrop,
  verdictOn,
} from './differences.ts';
import { taskBaselines } from './equal-accuracy.ts';
import { datasetsOf, pickCells } from './pick-cells.ts';

/** Counterfactual training lowers VD and CRG (CFQ §6, main table); what it does to the other side stands beside. */
export const cfqImproves: Claim = (cells) => {
  const rows = datasetsOf(cells).flatMap((dataset) =>
    ['cfq', 'cfq-faithful'].flatMap((method) =>
      taskBaselines.flatMap((baseline) => {
        const first = pickCells(cells, dataset, { method });
        const second = pickCells(cells, dataset, { method: baseline });
        if (first.length === 0 || second.length === 0) return [];
        const paired = (value: typeof validityDrop) => difference(first, second, value);
        return [
          [
            dataset,
            `${method} − ${baseline}`,
            paired(tightValidityDrop),
            paired(validityDrop),
            paired(costGap),
            paired(overGrant),
            paired(faithfulnessError),
            verdictOn(pairedOverSeeds(first, second, validityDrop), 'lower'),
            verdictOn(pairedOverSeeds(first, second, costGap), 'lower'),
            verdictOn(pairedOverSeeds(first, second, faithfulnessError), 'lower'),
          ],
        ];
      }),
    ),
  );
  if (rows.length === 0) return null;
  return {
    claim: 'Counterfactual-faithful training lowers VD and CRG.',
    table: {
      title: 'Differences at 4 bits, paired over seeds [95 %]; VD, CRG and faithfulness error at κ = 0.2',
      columns: [
        'dataset',
        'difference',
        'VD, κ = 0',
        'VD',
        'CRG mean',
        'over-grant',
        'faithfulness error',
        'VD lower',
        'CRG lower',
        'error lower',
      ],
      rows,
    },
    rule: 'Supported where the whole interval lies below zero, contradicted where it lies above. A CRG below zero says that recourse on the student is cheaper than on the teacher: the student is more lenient.',
  };
};
