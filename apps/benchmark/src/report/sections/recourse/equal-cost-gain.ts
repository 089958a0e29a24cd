import type { Cell } from '../../../cells/cell.ts';
import type { ActionQuality } from '../../../cells/diagnostics/action-quality-schema.ts';

/** A cell that says how good its actions are. */
export type Measured = Cell & { readonly actionQuality: ActionQuality };

/** Whether a cell says so. */
export const isMeasured = (cell: Cell): cell is Measured => cell.actionQuality !== undefined;

/** The entry of boundary-tight actions, κ = 0: what is promised for the least that will do. */
export const tight = ({ actionQuality }: Measured) => actionQuality.equalCost[0]!;

/** What is gained over the usual search at the same price, of {@link tight} actions: below 0, fewer broken promises. */
export function gainOf(cell: Measured): number | null {
  const { validityDrop, ofCheapest } = tight(cell);
  return validityDrop === null || ofCheapest === null ? null : validityDrop - ofCheapest;
}

/** How a table calls what looked for recourse. */
export function solverOf({ settings: { solver = 'usual', solverOptions = {} } }: Cell): string {
  return solverOptions['asPublished'] === true ? `${solver}, as published` : solver;
}
