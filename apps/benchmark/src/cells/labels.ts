import type { Cell } from './cell.ts';
import { variantLabel } from './cell-settings.ts';

/** What differs from the protocol in how a cell's teacher is made and its people are evaluated; empty for nothing. */
export function conditionOf({ settings }: Cell): string {
  return variantLabel({ ...settings, overrides: {}, teacherActions: {} });
}

/** What differs from the method's recipe in how a cell's student is made; empty for nothing. */
export function recipeOf({ settings }: Cell): string {
  return variantLabel({
    ...settings,
    cost: 'l1',
    constraints: 'moderate',
    rows: 'test',
    shift: null,
    teacherOptions: {},
  });
}
