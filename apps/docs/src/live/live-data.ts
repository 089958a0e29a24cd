import type { ActionPolicy, FeatureSpace, ReadableRow } from '@cfq/datasets';
import type { StoredNetwork } from './stored-network.ts';

/** Bits a weight of the students that the live page can flip to. */
export const liveBits = [8, 4, 3, 2] as const;

/** One of {@link liveBits}. */
export type LiveBits = (typeof liveBits)[number];

/** The methods whose students answer side by side. */
export const liveMethods = ['lsq', 'ptq', 'kd', 'cfq-faithful'] as const;

/** One of {@link liveMethods}. */
export type LiveMethod = (typeof liveMethods)[number];

/** What a student says to everybody whom the teacher denies in the test set. */
export interface LiveShares {
  /** People with a promise at κ = 0.2. */
  readonly promised: number;
  /** Of them, those whom the student refuses after they did what was asked. */
  readonly broken: number;
  /** People whom the teacher denies. */
  readonly denied: number;
  /** Of them, those whom the student approves as they are. */
  readonly approved: number;
}

/** A student, as committed. */
export interface LiveStudent {
  readonly method: LiveMethod;
  readonly network: StoredNetwork;
  readonly shares: LiveShares;
}

/** The students of one width: `data/live/german-<bits>.json`. */
export interface LiveStudents {
  readonly bits: LiveBits;
  readonly students: readonly LiveStudent[];
}

/** What the live page starts with: `data/live/german.json`. */
export interface LiveStart {
  readonly dataset: string;
  readonly seed: number;
  readonly featureSpace: FeatureSpace;
  readonly policy: ActionPolicy;
  /** People of the test set whom the teacher denies, in raw values. */
  readonly people: readonly ReadableRow[];
  /** Smallest and largest raw value of each numeric feature in the training rows. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly teacher: StoredNetwork;
}
