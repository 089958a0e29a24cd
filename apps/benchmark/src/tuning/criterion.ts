import type { TuningCriterion } from '@cfq/training';
import { valueOf, type CellNumber } from '../cells/aggregates/aggregate-of.ts';

/** A way to choose between trials; all of it on validation rows. */
export interface Criterion {
  /** One sentence: what wins, and what decides between equals. */
  readonly rule: string;
  /** Of one cell; null where undefined. */
  readonly value: CellNumber;
  /** 1 where more is better, −1 where less is. */
  readonly direction: 1 | -1;
}

const between = 'between equals fewer average bits, then the earlier place in the grid';

/** By name. */
export const criteria: { readonly [Name in TuningCriterion]: Criterion } = {
  accuracy: {
    rule: `highest mean validation accuracy of the student within the budget; ${between}`,
    value: valueOf('accuracyStudent'),
    direction: 1,
  },
  faithfulness: {
    rule: `lowest mean validation faithfulness error within the budget; ${between}`,
    value: valueOf('faithfulnessError'),
    direction: -1,
  },
};
