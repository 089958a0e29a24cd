import { AdviceError } from '../advice-error.ts';
import type { AdvisedModel } from '../advising/advice.ts';
import { parseRecord } from '../records/parse-record.ts';
import type { VerifyingKey } from '../signatures/signing-keys.ts';
import { recordVerifier } from '../signatures/verify-record.ts';
import { judgeRecords, type Judge, type NumberedRecord } from './judge-records.ts';
import type { PeopleByHash } from './people-by-hash.ts';
import { readLines, type NumberedLine } from './read-lines.ts';
import { replayFindings, type ReplayFinding, type ReplayFindingKind } from './replay-finding.ts';
import type { ReplaySummary } from './replay-summary.ts';

/** An advice file and the model it is replayed on. */
export interface ReplayProblem {
  /** The advice file in pieces of any size, UTF-8: a read stream is one. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** The model that is asked now. */
  readonly model: AdvisedModel;
  /** Finds people of records without values; `peopleByHash` makes one. Default: none. */
  readonly people?: PeopleByHash | undefined;
  /** Public keys that are trusted. Default: signatures are not checked. */
  readonly keys?: readonly VerifyingKey[] | undefined;
  /** What counts for expiry. Default: now. */
  readonly now?: Date | undefined;
  /** Told each finding, in the order of the lines. The replay waits for it, so that nothing piles up. */
  readonly onFinding?: ((finding: ReplayFinding) => void | Promise<void>) | undefined;
  /** Told how many actions have been replayed. */
  readonly onProgress?: ((actions: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Records that are judged together: as many rows go into one run of the file. */
const batchRecords = 2048;

/** Corrupt lines that are named. */
const mostNamed = 20;

const mostIssuers = 100;

/**
 * Asks a model about every action that an advice file promised: whether it still approves those who do what they were
 * asked. The file is streamed: memory does not grow with it.
 *
 * Nothing is concluded from a file with corrupt lines: all are read, so that they can be named, and then it throws, even
 * though findings have been told. Who writes findings down discards them then.
 *
 * @throws AdviceError naming the corrupt lines, the last one where the file was cut short; or where the file is empty.
 */
export async function replay(problem: ReplayProblem): Promise<ReplaySummary> {
  const { pieces, model, people, keys, now = new Date(), onFinding, onProgress, signal } = problem;
  const verify = keys && recordVerifier(keys);
  const judge: Judge = { model, people, verify, now: now.getTime(), signal };
  const findings = Object.fromEntries(replayFindings.map((kind) => [kind, 0])) as Record<
    ReplayFindingKind,
    number
  >;
  const issuers = new Map<string, { name: string; sha256: string; actions: number }>();
  const corrupt = corruptLines();
  let [kept, thinner, actions] = [0, 0, 0];

  const settle = async (records: readonly NumberedRecord[]): Promise<void> => {
    signal?.throwIfAborted();
    const judged = await judgeRecords(records, judge);
    kept += judged.kept;
    thinner += judged.thinner;
    for (const finding of judged.findings) {
      findings[finding.kind] += 1;
      await onFinding?.(finding);
    }
    actions += records.length;
    onProgress?.(actions);
  };

  // One batch is asked while the next is read.
  let inFlight = Promise.resolve();
  let batch: NumberedRecord[] = [];
  const send = async (): Promise<void> => {
    const full = batch;
    batch = [];
    await inFlight;
    inFlight = settle(full);
    // Whoever awaits it later hears of a failure; until then it is not unhandled.
    inFlight.catch(() => undefined);
  };
  for await (const lines of readLines(pieces)) {
    for (const one of lines) {
      const record = corrupt.read(one);
      if (record === null) continue;
      count(record);
      batch.push({ line: one.line, record });
      if (batch.length === batchRecords) await send();
    }
  }
  if (batch.length > 0) await send();
  await inFlight;
  corrupt.throwIfAny();
  if (actions === 0) {
    throw new AdviceError(
      'replay: the file holds advice (expected at least one record, got none). Name another.',
    );
  }
  return {
    schema: 'cfq-replay/1',
    model: { name: model.file.name, sha256: model.file.sha256 },
    at: now.toISOString(),
    ...{ actions, kept, thinner, findings },
    signatures: verify === undefined ? 'unchecked' : 'checked',
    issuers: [...issuers.values()],
  };

  function count({ model: { name, sha256 } }: NumberedRecord['record']): void {
    const known = issuers.get(sha256);
    if (known !== undefined) known.actions += 1;
    else if (issuers.size < mostIssuers) issuers.set(sha256, { name, sha256, actions: 1 });
  }
}

/** Reads lines, and remembers those that cannot be. */
function corruptLines() {
  const named: string[] = [];
  let corrupt = 0;
  const remember = (line: number, reason: string): null => {
    corrupt += 1;
    if (named.length < mostNamed) named.push(`line ${line}: ${reason}`);
    return null;
  };
  return {
    read({ line, text, open }: NumberedLine): NumberedRecord['record'] | null {
      if (text === null) return remember(line, 'not UTF-8, or longer than a mebibyte');
      try {
        return parseRecord(text);
      } catch (error) {
        const { message } = error as Error;
        return remember(line, open ? `cut short, as the file ends here: ${message}` : message);
      }
    },
    throwIfAny(): void {
      if (corrupt === 0) return;
      const others = corrupt > named.length ? `; and ${corrupt - named.length} more` : '';
      throw new AdviceError(
        `replay: every line is an advice record (expected no corrupt line, got ${corrupt}: ${named.join('; ')}${others}). ` +
          'Nothing is concluded from the rest. Restore the file.',
      );
    },
  };
}
