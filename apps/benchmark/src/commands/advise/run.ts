import {
  AdviceError,
  adviceRecords,
  adviseInBatches,
  parseBounds,
  readSigningKey,
  renderAdvice,
  rowHasher,
  type Advice,
  type AdviceFormat,
  type AdviceOutcome,
  type AdviceProblem,
} from '@cfq/advice';
import { DatasetError, type People } from '@cfq/datasets';
import type { BoundModel } from '@cfq/models';
import { InfeasibleActionError, parseChangeCaps, parseEfforts, RecourseError } from '@cfq/recourse';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { readSecret } from '../../store/read-secret.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { askedPolicy } from '../../configuration/asked-actions.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { resolveSettings } from '../../configuration/resolve-settings.ts';
import { ownParts } from '../../plugins/parts.ts';
import { bindAskedModel, peopleAsked } from '../../study/bind-asked-model.ts';
import { peoplePolicy } from '../../study/people-policy.ts';
import {
  adviseConfiguration,
  assertAskedSolver,
  type AdviseConfiguration,
  type AdviseFlags,
} from './advise-configuration.ts';
import { adviseSettings } from './advise-settings.ts';
import { askers } from './askers.ts';
import { writeNewKey } from './new-key.ts';
import { openRecordFile, type RecordFile } from './record-file.ts';

/**
 * `cfq advise`: what would help a person, or everybody of a table, on stdout; on file where records are asked for.
 *
 * @returns failed where somebody is denied and nothing was found that would help
 * @throws UsageError where the request cannot be carried out
 */
export async function adviseCommand(
  model: string | undefined,
  flags: AdviseFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  if (flags.newKey !== undefined) {
    const { publicFile, id } = await writeNewKey(flags.newKey);
    stdout.write(`${flags.newKey}: keep it secret\n${publicFile}: give it to whoever checks; key ${id}\n`);
    return exitCode.success;
  }
  if (flags.printConfig === true) {
    assertAskedSolver(flags);
    stdout.write(renderConfiguration(adviseSettings, resolveSettings(adviseSettings, flags).values, '.'));
    return exitCode.success;
  }
  const configuration = adviseConfiguration(model, flags);
  const tell = (line: string): void => void stderr.write(`${line}\n`);
  const people = await peopleAsked(configuration, configuration.nameOf);
  people?.warnings.forEach(tell);
  await using bound = await bindAskedModel(configuration.model, people, configuration);
  bound.inferred.forEach(tell);
  const problem = problemOf(configuration, bound, people);
  const filed = await recordsOf(configuration, tell);
  const interruption = watchInterruption(
    () => tell('stopping; what has been filed stays'),
    () => undefined,
  );
  const outcomes = new Map<AdviceOutcome, number>();
  const all: Advice[] = [];
  let lone: Advice | undefined;
  const quiet =
    configuration.who === 'all' && filed !== undefined && !configuration.json && !configuration.markdown;
  try {
    for await (const batch of adviseInBatches({ ...problem, signal: interruption.signal })) {
      await filed?.add(batch);
      for (const { outcome } of batch) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (configuration.who !== 'all') [lone] = batch;
      if (configuration.json) all.push(...batch);
      else if (!quiet) stdout.write(renderAdvice(batch, formatOf(configuration)));
    }
  } catch (error) {
    if (interruption.signal.aborted) return exitCode.interrupted;
    throw isOfRequest(error) ? new UsageError(oneLine(error), { cause: error }) : error;
  } finally {
    interruption.release();
    filed?.file.close();
  }
  if (configuration.json) stdout.write(renderAdvice(all, 'json'));
  if (
    lone !== undefined &&
    lone.outcome === 'advised' &&
    lone.alternatives.length < configuration.alternatives
  ) {
    tell(
      `${lone.alternatives.length} of ${configuration.alternatives} ways: no other was found that is not more of them`,
    );
  }
  const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  if (quiet) stdout.write(`${problem.people.length} people: ${counts}\n`);
  if (filed !== undefined) tell(`${configuration.record!}: ${filed.file.count()} records added`);
  const helpless = (outcomes.get('infeasible') ?? 0) + (outcomes.get('timed-out') ?? 0);
  return helpless > 0 ? exitCode.failed : exitCode.success;
}

/**
 * Whether what was asked for cannot be done: a feature that does not exist, a value that the model does not know, bounds that
 * leave nothing. Exit code 1 would say that nobody can be helped.
 */
function isOfRequest(error: unknown): boolean {
  if (error instanceof InfeasibleActionError) return false;
  return error instanceof AdviceError || error instanceof RecourseError || error instanceof DatasetError;
}

const formatOf = ({ markdown }: AdviseConfiguration): AdviceFormat => (markdown ? 'markdown' : 'text');

function problemOf(
  configuration: AdviseConfiguration,
  model: BoundModel,
  people: People | null,
): AdviceProblem {
  const { alternatives, margin, cost, lock, allow, maxChange, bounds, effort, time, seed, deadline, nameOf } =
    configuration;
  const { solver } = configuration;
  const { asking, own } = askers(configuration, model, people);
  // What is said on the command line takes the place of what the row says.
  const said = effort === undefined ? {} : parseEfforts(effort);
  return {
    model,
    people: asking,
    policy: peoplePolicy(people, askedPolicy(configuration.actions, nameOf), nameOf('actions')),
    rules: {
      ...{ lock, allow },
      ...(maxChange !== undefined && { maxChange: parseChangeCaps(maxChange) }),
      ...(bounds !== undefined && { bounds: parseBounds(bounds) }),
      efforts: own.map((one) => ({ ...one, ...said })),
      ...{ time },
    },
    table: people?.table,
    ...{ promised: margin, alternatives, norm: cost, seed, deadline },
    ...(solver !== undefined && { solver: ownParts.solver[solver]! }),
  };
}

interface Filed {
  readonly file: RecordFile;
  add(advice: readonly Advice[]): Promise<void>;
}

async function recordsOf(
  { record, sign, hashKey, expires, withValues, nameOf }: AdviseConfiguration,
  tell: (line: string) => void,
): Promise<Filed | undefined> {
  if (record === undefined) return undefined;
  const secret = (key: 'sign' | 'hashKey', file: string) => readSecret(nameOf(key), file, tell);
  const hasher = rowHasher(hashKey === undefined ? undefined : secret('hashKey', hashKey));
  const key =
    sign === undefined ? undefined : await readSigningKey(Buffer.from(secret('sign', sign)).toString());
  const file = openRecordFile(nameOf('record'), record, key);
  const issued = new Date();
  const days = expires === undefined ? undefined : Number.parseInt(expires, 10);
  return {
    file,
    add: (advice) =>
      file.add(advice.flatMap((one) => adviceRecords(one, { hasher, issued, days, withValues }))),
  };
}
