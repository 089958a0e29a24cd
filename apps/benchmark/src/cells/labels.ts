import { decisionRuleText, evenOdds } from '@cfq/training';
import type { Cell } from './cell.ts';
import { variantLabel } from './cell-settings.ts';

/**
 * What people may do, and what differs from the protocol in how a cell's teacher is made and its people are evaluated; empty
 * where the columns alone decide and nothing differs. Cells of one condition may be compared.
 */
export function conditionOf({ settings }: Pick<Cell, 'settings'>): string {
  return variantLabel({ ...settings, overrides: {}, teacherActions: {} });
}

/** {@link conditionOf} apart from what people may do. */
export function circumstanceOf({ settings }: Cell): string {
  return conditionOf({ settings: { ...settings, actions: undefined } });
}

/** What differs from the method's recipe in how a cell's student is made; empty for nothing. */
export function recipeOf({ settings }: Cell): string {
  return variantLabel({
    ...settings,
    actions: undefined,
    cost: 'l1',
    constraints: 'moderate',
    solver: undefined,
    solverOptions: undefined,
    sample: undefined,
    rows: 'test',
    shift: null,
    teacherOptions: {},
    decision: decisionRuleText(evenOdds),
    classWeights: 'none',
  });
}
