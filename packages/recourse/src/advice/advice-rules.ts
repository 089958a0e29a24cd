import type { NDArray } from '@cfq/jit';

import type { ActionLimits, PersonBounds } from '../actions/action-limits.ts';
import type { ActionSet } from '../actions/action-set.ts';
import type { PersonEffort } from '../cost/effort-weights.ts';
import type { ChangeCap } from './change-cap.ts';

/** What advice is to respect beside the rules of an action set; it only ever narrows them. Raw units throughout. */
export interface AdviceRules {
  /** Features that stay as they are. */
  readonly lock?: readonly string[] | undefined;
  /** The only features that may change; all that may anyway where absent. Each must be changeable. */
  readonly allow?: readonly string[] | undefined;
  /** How far from their own value people may go; `parseChangeCaps` reads them from text. */
  readonly maxChange?: readonly ChangeCap[] | undefined;
  /** Bounds for everybody, or a list with those of each person, in the order of the rows. */
  readonly bounds?: PersonBounds | readonly PersonBounds[] | undefined;
  /**
   * The time that everybody has, or each person, ≥ 0, in the unit of the features' `time`: nobody is asked for what takes
   * longer (`timeLimits`). Some feature must take time.
   */
  readonly time?: number | readonly number[] | undefined;
  /** How hard changes are for everybody, > 0 by feature, or for each person (`effortWeights`); 1 of what is not named. */
  readonly efforts?: PersonEffort | readonly PersonEffort[] | undefined;
  /**
   * Steps, > 0, of numeric features that have none of their own: advice gives multiples of it. `wholeNumberSteps` of
   * `@cfq/datasets` finds the columns that hold whole numbers.
   */
  readonly steps?: Readonly<Record<string, number>> | undefined;
}

/** What a `RecourseProblem` takes. */
export interface AdviceLimits {
  readonly actionSet: ActionSet;
  /** Of each person; absent where nothing is bound by who they are. */
  readonly limits?: ActionLimits | undefined;
  /** Of each person, `[n, F]`; absent where every change is as hard as usual. */
  readonly efforts?: NDArray | undefined;
}
