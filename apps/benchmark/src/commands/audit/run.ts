import { audit, AuditError, type AuditProgress, type AuditResult } from '@cfq/audit';
import { DatasetError } from '@cfq/datasets';
import { EvaluationError } from '@cfq/evaluation';
import { ExecutorError } from '@cfq/jit';
import { bindModel, ModelsError, readModelFile, type BindModelOptions } from '@cfq/models';
import { OnnxError } from '@cfq/onnx';
import { RecourseError } from '@cfq/recourse';
import { version } from '../../../package.json';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { plainProgress } from '../../command-line/plain-progress.ts';
import type { Progress } from '../../command-line/progress.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import { terminalProgress } from '../../command-line/terminal-progress.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { resolveSettings } from '../../configuration/resolve-settings.ts';
import { ownParts } from '../../plugins/parts.ts';
import { peopleFiles } from '../../study/people-files.ts';
import {
  auditConfiguration,
  assertAskedSolver,
  commandOf,
  type AuditConfiguration,
  type AuditFlags,
} from './audit-configuration.ts';
import { auditSettings } from './audit-settings.ts';
import { auditText } from './audit-text.ts';
import { runtimeVersions } from './runtime-versions.ts';
import { standardOutput } from './reports-asked.ts';
import { stepProgress } from './step-progress.ts';
import { writeReports } from './write-reports.ts';

/** What says that files, people or settings cannot be used. */
const unusable = [
  ...[AuditError, DatasetError, EvaluationError, ExecutorError, ModelsError, OnnxError, RecourseError],
];

/**
 * `cfq audit`: holds one model file against another on a table of people, prints what changes, and writes the reports that
 * were asked for.
 *
 * @returns success within limits, or without any; failed outside; interrupted after Ctrl-C, nothing being written then
 * @throws UsageError where the request cannot be carried out
 */
export async function auditCommand(flags: AuditFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  if (flags.printConfig === true) {
    assertAskedSolver(flags);
    const { values } = resolveSettings(auditSettings, flags);
    stdout.write(renderConfiguration(auditSettings, values, '.'));
    return exitCode.success;
  }
  const configuration = auditConfiguration(flags);
  const progress = stderr.isTTY ? terminalProgress(stderr) : plainProgress((text) => stderr.write(text));
  const interruption = watchInterruption(
    () => progress.line('stopping; nothing has been written'),
    () => progress.stop(),
  );
  try {
    const result = await audited(configuration, {
      ...{ progress, command: commandOf(flags), signal: interruption.signal },
    });
    const reports = await writeReports(result, configuration);
    progress.stop();
    if (configuration.json === standardOutput) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else stdout.write(auditText(result, terminalLook(stdout)));
    for (const line of reports) stderr.write(`${line}\n`);
    return result.outcome === 'outside' ? exitCode.failed : exitCode.success;
  } catch (error) {
    if (interruption.signal.aborted) return exitCode.interrupted;
    if (unusable.some((one) => error instanceof one)) throw new UsageError(oneLine(error), { cause: error });
    throw error;
  } finally {
    progress.stop();
    interruption.release();
  }
}

interface Means {
  readonly progress: Progress;
  readonly command: string;
  readonly signal: AbortSignal;
}

async function audited(
  configuration: AuditConfiguration,
  { progress, command, signal }: Means,
): Promise<AuditResult> {
  const { people, source } = await peopleFiles(configuration.data, configuration.schema);
  const bound = async (role: 'teacher' | 'student', options: BindModelOptions) => {
    const model = await bindModel(await readModelFile(configuration[role]), options);
    for (const sentence of model.inferred) progress.line(`${role}: ${sentence}`);
    if (model.blackBox !== null) progress.line(`${role}: ${model.blackBox}`);
    return model;
  };
  const own = { ...configuration.teacherBinding, people };
  await using teacher = await bound('teacher', own);
  const { featureSpace } = teacher;
  const theirs = { ...configuration.studentBinding, people, featureSpace };
  await using student = await bound('student', theirs);
  const { solver, preset, cost, minGroup, seed, margins, deadline, resamples, policy } = configuration;
  const onStep = stepProgress(progress);
  return await audit({
    ...{ teacher, student, people, source, policy, margins, seed, deadline, resamples, command, signal },
    limits: configuration.asked,
    cost: { norm: cost },
    minimumGroup: minGroup,
    ...(solver !== undefined && { solver: ownParts.solver[solver]! }),
    ...(preset !== undefined && { solverOptions: { preset } }),
    ...(!configuration.skipRuntimes && { runtimes: { teacher: own, student: theirs } }),
    versions: { cfq: version, '@cfq/audit': version, ...(await runtimeVersions()) },
    onProgress: (step: AuditProgress) => onStep(step),
  });
}
