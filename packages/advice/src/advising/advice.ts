import type { FeatureSpace, ReadableRow } from '@cfq/datasets';
import type { ActionChange, ModelUnderTest } from '@cfq/evaluation';
import type { CostNorm } from '@cfq/recourse';

/** A model that advice is given on: what `bindModel` of `@cfq/models` returns is one. */
export interface AdvisedModel extends ModelUnderTest {
  /** The columns that `margins` takes. */
  readonly featureSpace: FeatureSpace;
  /** The file that decides. */
  readonly file: {
    readonly name: string;
    /** SHA-256, 64 hexadecimal digits. */
    readonly sha256: string;
  };
  /** What margins are computed from; of `labels` they are 1 and −1 and say nothing of how near a decision is. */
  readonly reads?: string | undefined;
}

/** Somebody who asks for advice. */
export interface Person {
  /** Every raw value by feature. */
  readonly values: ReadableRow;
  /** The line of the CSV file that they stand on, from 1; null where they come from elsewhere. */
  readonly line: number | null;
}

/**
 * How the search ended: `approved`, nothing need be changed; `advised`; `infeasible`, nothing that may be changed was found
 * to be enough; `timed-out`, the deadline came before anything was found, so nobody knows.
 */
export const adviceOutcomes = ['approved', 'advised', 'infeasible', 'timed-out'] as const;

/** One of {@link adviceOutcomes}. */
export type AdviceOutcome = (typeof adviceOutcomes)[number];

/** One way to a favourable decision. */
export interface AdvisedAction {
  /** What changes, in the order of the features. */
  readonly changes: readonly ActionChange[];
  /** What a person may change and need not, and what nobody may: everything else, in the order of the features. */
  readonly unchanged: readonly string[];
  /** In the norm of the advice. */
  readonly cost: number;
  /** The logit margin that the file gives to `values`. */
  readonly margin: number;
  /** Every raw value afterwards. */
  readonly values: ReadableRow;
}

/** What one person is told. */
export interface Advice {
  readonly person: Person;
  readonly model: AdvisedModel['file'];
  /** False where the file gives labels only: a margin is then 1 or −1. */
  readonly graded: boolean;
  readonly outcome: AdviceOutcome;
  /** The logit margin that the file gives to the person as they are; approved where it is positive. */
  readonly margin: number;
  /** κ: the margin that every action reaches at least, in logits. */
  readonly promised: number;
  /** What costs are measured in. */
  readonly norm: CostNorm;
  /**
   * Different ways, the cheapest first: no two change the same features, and none asks for all of another and more. Some only
   * where `advised`.
   */
  readonly alternatives: readonly AdvisedAction[];
}
