import { pairedOverSeeds } from '../report/data/paired-over-seeds.ts';
import { ruled, type Claim } from './claim.ts';
import {
  costGap,
  difference,
  faithfulnessError,
  overGrant,
  pairedIntervalsAre,
  tightValidityDrop,
  validityDrop,
  verdictOn,
} from './differences.ts';
import { taskBaselines } from './equal-accuracy.ts';
import { pickCells, situationsOf } from './pick-cells.ts';

/** Counterfactual training lowers VD and CRG (CFQ §6, main table); what it does to the other side stands beside. */
export const cfqImproves: Claim = ({ cells, isQuick }) => {
  const rows = situationsOf(cells).flatMap((situation) =>
    ['cfq', 'cfq-faithful'].flatMap((method) =>
      taskBaselines.flatMap((baseline) => {
        const first = pickCells(cells, situation, { method });
        const second = pickCells(cells, situation, { method: baseline });
        if (first.length === 0 || second.length === 0) return [];
        const said = (value: typeof validityDrop) =>
          ruled(verdictOn(pairedOverSeeds(first, second, value), 'lower'), [...first, ...second], {
            isQuick,
          });
        const paired = (value: typeof validityDrop) => difference(first, second, value);
        return [
          [
            situation.title,
            `${method} − ${baseline}`,
            paired(tightValidityDrop),
            paired(validityDrop),
            paired(costGap),
            paired(overGrant),
            paired(faithfulnessError),
            said(validityDrop),
            said(costGap),
            said(faithfulnessError),
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
    rule: `Supported where the whole interval lies below zero, contradicted where it lies above. ${pairedIntervalsAre} A CRG below zero says that recourse on the student is cheaper than on the teacher: the student is more lenient.`,
  };
};
