import type { ActionPolicy, FeatureSpace, ReadableRow } from '@cfq/datasets';
import type { StoredNetwork } from './stored-network.ts';

/** Bits a weight of the students that the live page can flip to. */
export const liveBits = [8, 4, 3, 2] as const;

/** One of {@link liveBits}. */
export type LiveBits = (typeof liveBits)[number];

/** The methods whose students answer side by side. */
export const liveMethods = ['lsq', 'ptq', 'kd', 'cfq-faithful'] as const;

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
  /** One of {@link liveMethods}, or what a reader’s own model is called. */
  readonly method: string;
  readonly network: StoredNetwork;
  /** Of what is committed. */
  readonly shares?: LiveShares;
}

/** The students of one width: `data/live/<set>-<bits>.json`. */
export interface LiveStudents {
  readonly bits: LiveBits;
  readonly students: readonly LiveStudent[];
}

/**
 * The data sets of the live page: what people may be asked for, whom the page opens with, what tells one person from another in a
 * list, and what a reader has to know of the set.
 */
export const liveSets = {
  german: {
    title: 'German Credit',
    policy: 'actionable',
    first: 21,
    toldBy: ['age', 'personal-status-and-sex', 'duration', 'credit-amount'],
    note: 'A lender’s model of German Credit has denied 56 of 300 people. They are asked only for what a person could do. Amounts are in Deutsche Mark: the loans are of the 1970s.',
  },
  adult: {
    title: 'Adult',
    policy: 'actionable',
    first: 8,
    toldBy: ['age', 'sex', 'education', 'hours-per-week'],
    note: 'A model of the census of 1994 guesses who earns more than 50,000 dollars a year; here are 60 people of whom it says no. They are asked only for what a person could do, so for most of them nothing is enough.',
  },
  compas: {
    title: 'COMPAS',
    policy: 'literature',
    first: 0,
    toldBy: ['age', 'sex', 'priors_count', 'c_charge_degree'],
    note: 'A model of court records guesses who is not charged again; here are 60 people of whom it says no. The rules are those of research papers and allow what nobody can do, such as undoing past offences: a test of models, no advice to anybody.',
  },
} as const;

/** One of {@link liveSets}. */
export type LiveSet = keyof typeof liveSets;

/** What the live page starts with: `data/live/<set>.json`. The model itself is `data/live/<set>-teacher.json`. */
export interface LiveStart {
  readonly dataset: string;
  readonly seed: number;
  readonly featureSpace: FeatureSpace;
  readonly policy: ActionPolicy;
  /** People of the test set whom the teacher denies, in raw values: everybody, or 60 of them at even distances. */
  readonly people: readonly ReadableRow[];
  /** What the teacher says to each of them, in logits, so that nobody waits for its weights before reading anything. */
  readonly margins: readonly number[];
  /** Smallest and largest raw value of each numeric feature in the training rows. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
}

/** Features that tell one person from another in a list: those of the set, or the first three of a table of one’s own. */
export const toldBy = (set: LiveSet | 'own', { featureSpace }: LiveStart): readonly string[] =>
  set === 'own' ? featureSpace.features.slice(0, 3).map(({ name }) => name) : liveSets[set].toldBy;
