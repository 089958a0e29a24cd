import type { RecordedChange } from '../records/advice-record.ts';

/**
 * Why an action is not a promise that is kept:
 *
 * - `broken`: the file refuses the person who does what was asked.
 * - `signature`: nobody whose key is trusted signed this; it is not looked at further.
 * - `altered`: the values are not those that the hash was made of; likewise.
 * - `expired`: it no longer binds; likewise.
 * - `unknown-row`: it holds no values, and nobody of the people has its hash.
 * - `unscorable`: the file cannot be asked, say for a level it does not know.
 */
export const replayFindings = [
  'broken',
  'signature',
  'altered',
  'expired',
  'unknown-row',
  'unscorable',
] as const;

/** One of {@link replayFindings}. */
export type ReplayFindingKind = (typeof replayFindings)[number];

/** One action that is not a promise that is kept. */
export interface ReplayFinding {
  readonly kind: ReplayFindingKind;
  /** The line of the advice file, from 1. */
  readonly line: number;
  /** Of the person. */
  readonly hash: string;
  /** The line of the person in the file of people, from 1; null where it is not known. */
  readonly personLine: number | null;
  readonly alternative: number;
  readonly issued: string;
  readonly action: readonly RecordedChange[];
  /** In logits: what was promised, what the file of then gave, and what this file gives; null where it was not asked. */
  readonly promised: number;
  readonly reached: number;
  readonly margin: number | null;
  /** In a few words. */
  readonly reason: string;
}
