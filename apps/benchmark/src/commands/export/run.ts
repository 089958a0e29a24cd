import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertSettings } from '../../cells/assert-settings.ts';
import type { CellSettings } from '../../cells/cell-settings.ts';
import { parseOverrides } from '../../cells/parse-overrides.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { settingsOf } from '../run/settings-of.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { exportStudent, type ExportedStudent } from '../../study/export-student.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { plainProgress } from '../../command-line/plain-progress.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { runConfiguration, type RunConfiguration, type RunFlags } from '../run/run-configuration.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { method as methodOf } from '@cfq/training';

/** The flags of `cfq export` as written. */
export interface ExportFlags extends Omit<RunFlags, 'out' | 'json' | 'records' | 'seeds'> {
  readonly seed: string;
  readonly out: string;
}

const ending = '.onnx';

/**
 * `cfq export`: trains one student, writes it as a low-bit ONNX file with a description beside it, and prints what
 * the file itself decides in every engine.
 *
 * @returns failed where an engine decides otherwise than the student on any row; both files are written all the same
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function exportModel(flags: ExportFlags, { stdout, stderr }: Terminal): Promise<ExitCode> {
  const { seed, out, ...shared } = flags;
  const configuration = runConfiguration({ ...shared, seeds: seed });
  assertOneModel(configuration);
  const { ownData, dataDir, threads } = configuration;
  const overrides = parseOverrides('override', flags.override ?? []);
  assertWritable(out);
  const load = datasetSource({ ownData, dataDir });
  const [key = ''] = configuration.datasets;
  const name = ownData === undefined ? key : (await load(key)).dataset.name;
  const [settings] = settingsOf(name, configuration, overrides) as [CellSettings];
  assertSettings([settings], ownData && name);
  assertQuantized(settings.method);
  const { dataset, source } = await load(key);
  const progress = plainProgress((text) => stderr.write(text));
  const interruption = watchInterruption(
    () => progress.line('stopping; nothing has been written'),
    () => progress.stop(),
  );
  try {
    const exported = await exportStudent({
      dataset,
      source,
      settings,
      threads,
      signal: interruption.signal,
      stage: (text) => progress.line(text),
    });
    const { bytes, ...description } = exported;
    const { method, backbone, budgetBits } = settings;
    const about = { dataset: dataset.name, method, backbone, budgetBits, seed: settings.seed, settings };
    writeFileAtomically(out, bytes);
    const beside = `${out.slice(0, -ending.length)}.json`;
    writeFileAtomically(
      beside,
      `${JSON.stringify({ ...about, bytes: bytes.length, ...description }, null, 2)}\n`,
    );
    stdout.write(renderTerminal(verdicts(exported)));
    stdout.write(
      `\n${out}: ${bytes.length} bytes, ${fixed(exported.averageBits, 2)} bits a weight, operator set ${exported.opset}\n`,
    );
    stdout.write(
      `${exported.layers.map(({ layer, bits, storage }) => `${layer} ${bits} bits as ${storage}`).join(', ')}\n`,
    );
    stdout.write(`${beside}: columns, action permissions, schedule and the numbers above\n`);
    const strayed = exported.engines.some(
      (engine) => engine.changedTestRows + engine.changedRecoursePoints > 0,
    );
    return strayed ? exitCode.failed : exitCode.success;
  } catch (error) {
    if (interruption.signal.aborted) return exitCode.interrupted;
    throw error;
  } finally {
    progress.stop();
    interruption.release();
  }
}

function assertOneModel({ datasets, ownData, methods, bits, seeds, backbones }: RunConfiguration): void {
  const asked = { ...(ownData === undefined && { dataset: datasets }), method: methods, bits };
  for (const [flag, values] of Object.entries({ ...asked, seed: seeds, backbone: backbones })) {
    if (values.length === 1) continue;
    throw new UsageError(
      `--${flag}: export packs one model (expected one value, got ${values.length}). Name one.`,
    );
  }
}

function assertQuantized(name: string): void {
  if (methodOf(name).kind === 'full-precision') {
    throw new UsageError(
      `--method: "${name}" keeps full precision (expected a method that quantizes). See: cfq list methods.`,
    );
  }
}

function assertWritable(out: string): void {
  if (!out.endsWith(ending))
    throw new UsageError(`--out: must name the file to write (expected e.g. model${ending}, got "${out}").`);
  const folder = dirname(out);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`--out: the folder "${folder}" is not there. Make it first.`);
}

function verdicts({ engines, margins, n }: ExportedStudent) {
  const number = (value: number) => (Number.isNaN(value) ? undefinedMark : fixed(value, 3));
  return {
    title: `what the file decides: ${n.test} test rows, ${n.denied} people denied by the teacher`,
    columns: [
      'engine',
      'optimization',
      'changed rows',
      'changed at recourse',
      ...margins.map((kappa) => `VD κ=${kappa}`),
    ],
    rows: engines.map(({ runtime, optimization, changedTestRows, changedRecoursePoints, validityDrop }) => [
      runtime,
      optimization,
      String(changedTestRows),
      String(changedRecoursePoints),
      ...validityDrop.map(number),
    ]),
  };
}
