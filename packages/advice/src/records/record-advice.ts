import type { Advice } from '../advising/advice.ts';
import { adviceRecordSchemaName, type AdviceRecord, type RecordedChange } from './advice-record.ts';
import type { RowHasher } from './row-hash.ts';

/** How advice is filed. */
export interface RecordOptions {
  /** Hashes people; `rowHasher` makes one. */
  readonly hasher: RowHasher;
  /** When it is given. Default: now. */
  readonly issued?: Date | undefined;
  /** How many days it binds, > 0. Default: without end. */
  readonly days?: number | undefined;
  /** Whether the person's own values and line are filed too: personal data. Default false. */
  readonly withValues?: boolean | undefined;
}

const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** What is filed of a piece of advice: a record for each action, none for people who were advised nothing. */
export function adviceRecords(
  { person, model, alternatives, promised, norm }: Advice,
  { hasher, issued = new Date(), days, withValues = false }: RecordOptions,
): AdviceRecord[] {
  const expires =
    days === undefined ? null : new Date(issued.getTime() + days * millisecondsOfDay).toISOString();
  const { values, line } = person;
  const about: AdviceRecord['person'] = {
    hash: hasher.hash(values),
    hashed: hasher.kind,
    ...(withValues && line !== null && { line }),
    ...(withValues && { values }),
  };
  return alternatives.map(({ changes, cost, margin }, place) => ({
    ...{ schema: adviceRecordSchemaName, issued: issued.toISOString(), expires, model, person: about },
    alternative: place + 1,
    action: changes.map(({ feature, from, to, unit }): RecordedChange => ({
      ...{ feature, ...(withValues && { from }), to },
      ...(unit !== undefined && { unit }),
    })),
    cost: { norm, value: cost },
    margin: { promised, reached: margin },
  }));
}
