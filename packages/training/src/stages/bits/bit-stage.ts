import type { Allocation, Allocator, CostLimit, Sensitivity } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';
import type { CostKind } from '../../costs/cost-tables.ts';
import type { StudentParameters } from '../../scheme/student-parameters.ts';
import type { StageText } from '../stage.ts';
import type { StartedSetting } from '../student-setting.ts';

/** The bits of every layer. */
export interface ChosenBits {
  readonly allocation: Allocation;
  /**
   * Parameters that training goes on from: those that the search arrived at with them, every candidate's, or the start where a
   * trial has made it already; null where it is yet to be made.
   */
  readonly searched: StudentParameters<NDArray> | null;
  /** What they were held to in place of the budget of bits; left out where they were held to that. */
  readonly limit?: CostLimit | undefined;
  /**
   * Average bits a weight where channels have widths of their own: the allocation then names the widest of every layer, and the
   * stage has kept to the budget. Left out where all weights of a layer have the bits of the allocation.
   */
  readonly averageBits?: number;
}

/** What a bit stage is made of. */
export interface BitParts {
  readonly allocator: Allocator;
  readonly sensitivity?: Sensitivity;
  /** Whether its choice is tried out beside others. */
  readonly trials?: boolean;
  /** What the budget counts; left out: bits. */
  readonly spend?: CostKind;
}

/** Chooses the bits of every layer. */
export interface BitStage extends StageText {
  /** The one width it gives every layer, whatever the budget; absent where the budget decides. */
  readonly fixedBits?: number;
  /** The parts it is made of, where it is made of some: overrides exchange them. */
  readonly parts?: BitParts;
  /** Whether it looks at the teacher's actions. */
  readonly needsRecourse: boolean;
  /** How many of the run's native calls it spends. */
  readonly calls: number;
  choose(setting: StartedSetting): Promise<ChosenBits>;
}
