import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import {
  CompressionError,
  folderCandidateStore,
  quantizeModel,
  type CompressionProgress,
  type ModelQuantization,
} from '@cfq/compression';
import { DatasetError } from '@cfq/datasets';
import { bindModel, ModelsError, readModelFile } from '@cfq/models';
import { OnnxError } from '@cfq/onnx';
import { overrideRecipe, type Method } from '@cfq/training';
import { codeVersion } from '../../cells/code/code-version.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { plainProgress } from '../../command-line/plain-progress.ts';
import type { Progress } from '../../command-line/progress.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import { terminalProgress } from '../../command-line/terminal-progress.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import type { Parts } from '../../plugins/parts.ts';
import { peopleFiles } from '../../study/people-files.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { balanceTables } from './balance-table.ts';
import { curveTable } from './curve-table.ts';
import { outcomeText } from './outcome-text.ts';
import {
  commandOf,
  defaultBits,
  filesOf,
  quantizeConfiguration,
  type QuantizeConfiguration,
  type QuantizeFlags,
} from './quantize-configuration.ts';
import { quantizationJson } from './quantization-json.ts';
import { quantizeSettings } from './quantize-settings.ts';
import { writeQuantized } from './write-quantized.ts';

/** What says that a file, or people, cannot be used. */
const unusable = [CompressionError, DatasetError, ModelsError, OnnxError];

/**
 * `cfq quantize`: makes a model file smaller, within limits on what becomes of its decisions and promises, writes it with its
 * card, and prints what was tried.
 *
 * @returns success where a file stands at `--out`; failed where nothing is within the limits, or what was chosen is not
 *   confirmed; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function quantize(flags: QuantizeFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const parts = await partsAsked(quantizeSettings, flags, (notice) => stderr.write(`${notice}\n`));
  const configuration = quantizeConfiguration(flags, parts);
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(quantizeSettings, configuration, '.'));
    return exitCode.success;
  }
  const progress = stderr.isTTY ? terminalProgress(stderr) : plainProgress((text) => stderr.write(text));
  const work = configuration.work ?? filesOf(configuration.out).work;
  const interruption = watchInterruption(
    () => progress.line(`stopping; finished candidates are kept in ${work}, and the same command goes on`),
    () => progress.stop(),
  );
  try {
    const found = await quantized(configuration, {
      ...{ parts, progress, work, command: commandOf(flags) },
      signal: interruption.signal,
    });
    const file = await writeQuantized(found, configuration.out);
    if (found.model !== null && configuration.work === undefined)
      rmSync(work, { recursive: true, force: true });
    progress.stop();
    if (configuration.json) stdout.write(quantizationJson(found, file));
    else {
      const look = terminalLook(stdout);
      for (const table of [curveTable(found), ...balanceTables(found)]) {
        stdout.write(renderTerminal(table, look));
      }
      stdout.write(`\n${outcomeText(found, { out: configuration.out, file, work })}`);
    }
    return found.model?.confirmed === true ? exitCode.success : exitCode.failed;
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
  readonly parts: Parts;
  readonly progress: Progress;
  readonly work: string;
  readonly command: string;
  readonly signal: AbortSignal;
}

/** The recipe of the method that is named; one that keeps full precision is refused as it is, whatever its columns. */
function askedMethod({ method, inputBits }: QuantizeConfiguration, parts: Parts): Method {
  const named = parts.method[method]!;
  return named.kind === 'quantized' && inputBits !== undefined ? overrideRecipe(named, { inputBits }) : named;
}

async function quantized(
  configuration: QuantizeConfiguration,
  { parts, progress, work, command, signal }: Means,
): Promise<ModelQuantization> {
  const { binding, limits, search: rule, points: most, widths, policy, cost: norm } = configuration;
  const { people, source } = await peopleFiles(configuration.data, configuration.schema);
  for (const warning of people.warnings) progress.line(`${people.name}: ${warning}`);
  await using teacher = await bindModel(await readModelFile(configuration.model), { ...binding, people });
  for (const sentence of teacher.inferred) progress.line(sentence);
  let told = 0;
  const onProgress = ({ text, done, total }: CompressionProgress): void => {
    if (total > 1 && told === 0) progress.start(total);
    progress.line(text);
    progress.advance(done - told);
    told = done;
  };
  return await quantizeModel({
    ...{ teacher, people, binding, source, policy, command, signal, onProgress, codeVersion },
    method: askedMethod(configuration, parts),
    aim:
      limits === undefined
        ? { bits: configuration.bits ?? defaultBits }
        : { keep: limits, rule, most, widths },
    cost: { norm },
    promiseFirst: configuration.promiseFirst,
    seed: configuration.seed,
    steps: configuration.steps,
    threads: configuration.threads,
    lowering: configuration.lowering,
    name: basename(configuration.out),
    store: folderCandidateStore(work),
  });
}
