import { createReadStream } from 'node:fs';
import {
  AdviceError,
  allKept,
  peopleByHash,
  readVerifyingKeys,
  renderFinding,
  renderReplaySummary,
  replay,
  type ReplayFinding,
  type ReplaySummary,
  type VerifyingKey,
} from '@cfq/advice';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { readSecret } from '../../store/read-secret.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { resolveSettings, type ConfigurationFlags } from '../../configuration/resolve-settings.ts';
import { assertFileTarget } from '../../store/assert-target.ts';
import { bindAskedModel, peopleAsked } from '../../study/bind-asked-model.ts';
import { openBrokenFile } from './broken-file.ts';
import { replaySettings } from './replay-settings.ts';
import { readGivenFile } from '../../configuration/read-given-file.ts';

/** The flags of `cfq replay` as written. */
export interface ReplayFlags extends ConfigurationFlags {
  readonly [Flag: string]: unknown;
}

/** Actions between two lines of progress. */
const progressEvery = 100_000;

/** Bytes of a piece of the file. */
const pieceBytes = 2 ** 18;

/**
 * `cfq replay`: what a model file says to all advice on file.
 *
 * @returns failed where an action that still binds is not kept
 * @throws UsageError where the request cannot be carried out or the records are corrupt; nothing is concluded then
 */
export async function replayCommand(
  records: string,
  flags: ReplayFlags,
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  const { values, nameOf } = resolveSettings(replaySettings, flags);
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(replaySettings, values, '.'));
    return exitCode.success;
  }
  const { model, hashKey, publicKey, broken, show, json } = values;
  const tell = (line: string): void => void stderr.write(`${line}\n`);
  if (model === undefined) {
    throw new UsageError(`${nameOf('model')}: name the model file that is asked (got none).`);
  }
  if (broken !== undefined) assertFileTarget(nameOf('broken'), broken);
  const keys = publicKey === undefined ? undefined : await trusted(nameOf('publicKey'), publicKey);
  const secret = hashKey === undefined ? undefined : readSecret(nameOf('hashKey'), hashKey, tell);
  const people = await peopleAsked(values, nameOf);
  await using bound = await bindAskedModel(model, people, values);
  bound.inferred.forEach(tell);
  const shown: ReplayFinding[] = [];
  const brokenFile = broken === undefined ? undefined : openBrokenFile(broken);
  const interruption = watchInterruption(
    () => tell('stopping; nothing has been concluded'),
    () => brokenFile?.discard(),
  );
  try {
    const summary = await replay({
      pieces: createReadStream(records, { highWaterMark: pieceBytes }),
      model: bound,
      ...(people !== null && { people: peopleByHash(people, secret) }),
      ...{ keys, signal: interruption.signal },
      onFinding: (finding) => {
        if (shown.length < show) shown.push(finding);
        brokenFile?.add(finding);
      },
      onProgress: everySoOften(progressEvery, (actions) => tell(`${actions} actions`)),
    });
    brokenFile?.keep();
    stdout.write(
      json ? `${JSON.stringify({ ...summary, shown }, null, 2)}\n` : inWords(summary, shown, broken),
    );
    return allKept(summary) ? exitCode.success : exitCode.failed;
  } catch (error) {
    brokenFile?.discard();
    if (interruption.signal.aborted) return exitCode.interrupted;
    if (error instanceof AdviceError || isFileError(error)) {
      throw new UsageError(`${records}: ${oneLine(error).replace(/^replay: /, '')}`, { cause: error });
    }
    throw error;
  } finally {
    interruption.release();
  }
}

function inWords(
  summary: ReplaySummary,
  shown: readonly ReplayFinding[],
  broken: string | undefined,
): string {
  const more = summary.actions - summary.kept - shown.length;
  const listed = [
    ...shown.map(renderFinding),
    ...(more > 0 ? [`and ${more} more${broken === undefined ? ' (--broken FILE lists all)' : ''}`] : []),
    ...(broken === undefined ? [] : [`${broken}: every action that is not kept`]),
  ];
  return `${renderReplaySummary(summary)}${listed.length > 0 ? `\n${listed.join('\n')}\n` : ''}`;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function trusted(name: string, file: string): Promise<VerifyingKey[]> {
  try {
    return await readVerifyingKeys(readGivenFile(file).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${name}: ${file}: ${oneLine(error)}`, { cause: error });
  }
}

/** Passes a count on where it has grown enough. */
function everySoOften(every: number, tell: (count: number) => void): (count: number) => void {
  let told = 0;
  return (count) => {
    if (count - told < every) return;
    told = count;
    tell(count);
  };
}
