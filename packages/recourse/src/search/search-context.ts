import type { BoundModel } from '../model/bound-model.ts';
import type { ActionLayout } from './action-layout.ts';
import type { LinearSubproblem } from './linear-subproblem/linear-subproblem.ts';

/** What every phase of a search shares. */
export interface SearchContext {
  /** Where people stand, `rows × width`. */
  readonly x: Float32Array;
  readonly rows: number;
  readonly layout: ActionLayout;
  readonly subproblem: LinearSubproblem;
  readonly model: BoundModel;
  /** By row, a margin that no action of the person exceeds; null where nothing is known. Spares searches in vain. */
  readonly reach: Float64Array | null;
  /** The margins κ asked for, ascending. */
  readonly margins: readonly number[];
  /** How many answers a person are wanted, an integer ≥ 1. */
  readonly answers: number;
  /** Logits by which actions aim beyond κ, so that rounding elsewhere does not undo them. */
  readonly marginTolerance: number;
  /** Called before each call of the model. Throws when aborted; true once the deadline has passed. */
  readonly pause: () => Promise<boolean>;
  /** Tells how far the search is; `share` of its work in `[0, 1]`. */
  readonly report: (phase: string, share: number) => void;
}
