import type { ActionLayout } from './action-layout.ts';
import type { LinearSubproblem } from './linear-subproblem/linear-subproblem.ts';
import type { MarginModel } from '../model/margin-model.ts';

/** What every phase of a search shares. */
export interface SearchContext {
  /** Where people stand, `rows × width`. */
  readonly x: Float32Array;
  readonly rows: number;
  readonly layout: ActionLayout;
  readonly subproblem: LinearSubproblem;
  readonly model: MarginModel;
  /** The margins κ asked for, ascending. */
  readonly margins: readonly number[];
  /** Logits by which actions aim beyond κ, so that rounding elsewhere does not undo them. */
  readonly marginTolerance: number;
  /** Called before each native call. Throws when aborted; true once the deadline has passed. */
  pause(): Promise<boolean>;
  /** Tells how far the search is; `share` of its work in `[0, 1]`. */
  report(phase: string, share: number): void;
}

/** Whether a margin counts as reached: `≥ κ`, and strictly positive, since a tie is not the target's. */
export function attains(margin: number, kappa: number): boolean {
  return margin >= kappa && margin > 0;
}
