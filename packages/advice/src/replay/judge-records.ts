import { createEncoder, type ReadableRow } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import type { AdvisedModel } from '../advising/advice.ts';
import type { AdviceRecord } from '../records/advice-record.ts';
import { rowHasher, type RowHasher } from '../records/row-hash.ts';
import type { RecordVerifier, SignatureVerdict } from '../signatures/verify-record.ts';
import type { PeopleByHash } from './people-by-hash.ts';
import type { ReplayFinding, ReplayFindingKind } from './replay-finding.ts';

/** A record and the line it stands on. */
export interface NumberedRecord {
  readonly line: number;
  readonly record: AdviceRecord;
}

/** What records are judged by. */
export interface Judge {
  readonly model: AdvisedModel;
  readonly people?: PeopleByHash | undefined;
  /** Absent where signatures are not checked. */
  readonly verify?: RecordVerifier | undefined;
  /** What counts for expiry, in milliseconds. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}

/** What some records came to. */
export interface Judgement {
  /** In the order of the lines. */
  readonly findings: readonly ReplayFinding[];
  readonly kept: number;
  readonly thinner: number;
}

/** A record that is to be asked of the file. */
interface Standing extends NumberedRecord {
  readonly after: ReadableRow;
  readonly personLine: number | null;
}

const unkeyed = rowHasher();

const signatureReasons: Readonly<Record<Exclude<SignatureVerdict, 'valid'>, string>> = {
  invalid: 'is not what was signed',
  'unknown-key': 'signed by another key',
  unsigned: 'not signed',
};

/** What records come to on a model: each is checked, and what stands is asked of the file in one run. */
export async function judgeRecords(records: readonly NumberedRecord[], judge: Judge): Promise<Judgement> {
  const { model, people, verify, now, signal } = judge;
  const findings: ReplayFinding[] = [];
  const find = (
    { line, record }: NumberedRecord,
    kind: ReplayFindingKind,
    reason: string,
    more: { readonly personLine?: number | null; readonly margin?: number } = {},
  ): void => {
    const { person, alternative, issued, action, margin } = record;
    findings.push({
      ...{ kind, line, hash: person.hash, personLine: more.personLine ?? person.line ?? null },
      ...{ alternative, issued, action, promised: margin.promised, reached: margin.reached },
      ...{ margin: more.margin ?? null, reason },
    });
  };

  const verdicts = verify && (await Promise.all(records.map(({ record }) => verify(record))));
  const owned = ownedRows(records, people);
  const standing: Standing[] = [];
  for (const [place, numbered] of records.entries()) {
    const { record } = numbered;
    const verdict = verdicts?.[place] ?? 'valid';
    if (verdict !== 'valid') find(numbered, 'signature', signatureReasons[verdict]);
    else if (record.person.values !== undefined && isAltered(record, people?.hasher)) {
      find(numbered, 'altered', 'the hash is not of these values');
    } else if (record.expires !== null && Date.parse(record.expires) <= now) {
      find(numbered, 'expired', `until ${record.expires}`);
    } else {
      const { values, line } = owned[place]!;
      if (values === null) find(numbered, 'unknown-row', whyUnknown(record, people));
      else {
        const to = Object.fromEntries(record.action.map((change) => [change.feature, change.to]));
        standing.push({ ...numbered, after: { ...values, ...to }, personLine: line });
      }
    }
  }

  const { encoded, refused } = encode(standing, model);
  for (const [one, reason] of refused) find(one, 'unscorable', reason, one);
  const margins =
    encoded.rows.length === 0
      ? []
      : await model.margins(ndarray(encoded.data, [...encoded.shape]), { signal });
  let [kept, thinner] = [0, 0];
  for (const [place, one] of encoded.rows.entries()) {
    const margin = margins[place]!;
    if (Number.isNaN(margin)) find(one, 'unscorable', 'the file answers NaN', one);
    else if (margin <= 0) find(one, 'broken', 'refused by the file', { personLine: one.personLine, margin });
    else {
      kept += 1;
      if (margin < one.record.margin.promised) thinner += 1;
    }
  }
  findings.sort((one, other) => one.line - other.line);
  return { findings, kept, thinner };
}

interface OwnedRow {
  readonly values: ReadableRow | null;
  readonly line: number | null;
}

/** The values of each record's person: its own, else those of whoever has its hash. */
function ownedRows(records: readonly NumberedRecord[], people: PeopleByHash | undefined): OwnedRow[] {
  const rows = records.map(({ record: { person } }) =>
    person.values === undefined && person.hashed === people?.hasher.kind
      ? people.rowOf(person.hash)
      : undefined,
  );
  const asked = rows.filter((row) => row !== undefined);
  const found = people === undefined || asked.length === 0 ? [] : people.valuesOf(asked);
  let next = 0;
  return records.map(({ record: { person } }, place): OwnedRow => {
    const row = rows[place];
    if (row === undefined) return { values: person.values ?? null, line: person.line ?? null };
    next += 1;
    return { values: found[next - 1]!, line: people!.lineOf(row) };
  });
}

/** Whether the values are others than those that were hashed; a keyed hash can be checked by whoever has the key. */
function isAltered({ person }: AdviceRecord, hasher: RowHasher | undefined): boolean {
  const own = person.hashed === 'sha256' ? unkeyed : hasher?.kind === person.hashed ? hasher : undefined;
  return own !== undefined && own.hash(person.values!) !== person.hash;
}

function whyUnknown({ person }: AdviceRecord, people: PeopleByHash | undefined): string {
  if (people === undefined) return 'holds no values, and no people were given';
  if (person.hashed === people.hasher.kind) return 'nobody of the people has this hash';
  return person.hashed === 'sha256'
    ? 'hashed without a key, the people with one'
    : 'hashed with a key, the people without one';
}

interface EncodedRows {
  readonly rows: readonly Standing[];
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** All rows at once; where one of them cannot be encoded, each alone, so that only it is left out. */
function encode(
  standing: readonly Standing[],
  { featureSpace }: AdvisedModel,
): { encoded: EncodedRows; refused: readonly (readonly [Standing, string])[] } {
  const encoder = createEncoder(featureSpace);
  const encodeAll = (rows: readonly Standing[]): EncodedRows => ({
    rows,
    ...encoder.encodeRows(rows.map(({ after }) => after)),
  });
  try {
    return { encoded: encodeAll(standing), refused: [] };
  } catch {
    const refused = standing.flatMap((one): (readonly [Standing, string])[] => {
      try {
        encodeAll([one]);
        return [];
      } catch (error) {
        const { message } = error as Error;
        return [
          [
            one,
            message
              .replace(/^encodeRows: /, '')
              .replace(/: row 0 is /, ' is ')
              .replace(/ Correct.*$/, ''),
          ],
        ];
      }
    });
    const bad = new Set(refused.map(([one]) => one));
    return { encoded: encodeAll(standing.filter((one) => !bad.has(one))), refused };
  }
}
