import type { ReplayFindingKind } from './replay-finding.ts';

/** What became of an advice file on a model. */
export interface ReplaySummary {
  readonly schema: 'cfq-replay/1';
  /** The file that was asked. */
  readonly model: { readonly name: string; readonly sha256: string };
  /** When it was asked, UTC; what counts for expiry. */
  readonly at: string;
  /** Records read: the sum of `kept` and all findings. */
  readonly actions: number;
  /** The file approves. */
  readonly kept: number;
  /** Those of `kept` whose margin is below what was promised: approved, with less to spare. */
  readonly thinner: number;
  /** By kind. */
  readonly findings: Readonly<Record<ReplayFindingKind, number>>;
  /** Whether signatures were checked. */
  readonly signatures: 'checked' | 'unchecked';
  /** The files that gave the advice, by SHA-256, and how many actions each; at most 100 of them. */
  readonly issuers: readonly { readonly name: string; readonly sha256: string; readonly actions: number }[];
}

/** Whether every action that still binds is kept: nothing but expiry was found. */
export function allKept({ actions, kept, findings }: ReplaySummary): boolean {
  return kept + findings.expired === actions;
}
