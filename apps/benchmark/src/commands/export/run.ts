import { dirname } from 'node:path';
import { assertSettings } from '../../cells/assert-settings.ts';
import type { CellSettings } from '../../cells/cell-settings.ts';
import { settleActions } from '../../cells/actions/settle-actions.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { plainProgress } from '../../command-line/plain-progress.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { ownDataOf } from '../../configuration/assert-one-source.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import { datasetSource } from '../../study/dataset-source.ts';
import { exportStudent, type ExportedStudent } from '../../study/export-student.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { settingsOf, type Sweep } from '../run/settings-of.ts';
import {
  exportConfiguration,
  filesBeside,
  type ExportConfiguration,
  type ExportFlags,
} from './export-configuration.ts';
import { exportSettings } from './export-settings.ts';

/**
 * `cfq export`: trains one student, writes it as a low-bit ONNX file with a description beside it, and prints what
 * the file itself decides in every engine.
 *
 * @returns failed where an engine decides otherwise than the student on any row; both files are written all the same
 * @throws UsageError where the request cannot be carried out; nothing has been written then
 */
export async function exportModel(flags: ExportFlags, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const parts = await partsAsked(exportSettings, flags, (notice) => terminal.stderr.write(`${notice}\n`));
  const configuration = exportConfiguration(flags, parts);
  const { out, dataDir, threads, lowering } = configuration;
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(exportSettings, configuration, '.'));
    return exitCode.success;
  }
  const ownData = ownDataOf(configuration);
  const load = datasetSource({ ownData, dataDir }, parts);
  const { dataset, source } = await load(configuration.dataset ?? '');
  const [asked] = settingsOf(dataset.name, sweepOf(configuration), parts) as [CellSettings];
  const settings = settleActions(asked, dataset);
  assertSettings([settings], parts, ownData && dataset.name);
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
      parts,
      threads,
      lowering,
      signal: interruption.signal,
      stage: (text) => progress.line(text),
    });
    const { bytes, ...description } = exported;
    const { method, backbone, budgetBits, seed } = settings;
    const about = { dataset: dataset.name, method, backbone, budgetBits, seed, settings };
    writeFileAtomically(out, bytes);
    const [beside, configurationFile] = filesBeside(out);
    const asked = renderConfiguration(exportSettings, configuration, dirname(out));
    writeFileAtomically(configurationFile, asked);
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
    stdout.write(`${huffmanLine(exported.huffman)}\n`);
    stdout.write(digitsLine(exported));
    exported.toldApart?.forEach(({ actions, partlyUnseen, unseen }, at) => {
      stdout.write(
        `columns on a grid, κ=${exported.margins[at]!}: of ${actions} actions ${partlyUnseen} change a column within its step, ${unseen} nothing else\n`,
      );
    });
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

/** The one model as a sweep of one cell. */
function sweepOf(configuration: ExportConfiguration): Sweep {
  const { method, bits, backbone, seed, margins, cost, constraints, solver, overrides } = configuration;
  const { policy, teacher, threshold, classWeights } = configuration;
  return {
    actions: [policy],
    teacher,
    threshold,
    classWeights,
    methods: [method],
    bits: [bits],
    backbones: [backbone],
    seeds: [seed],
    margins,
    cost: [cost],
    constraints: [constraints],
    ...(solver !== undefined && { solver }),
    overrides,
  };
}

/** What the weights would take under Huffman codes: a number of its own, since no ONNX file has them. */
function huffmanLine({ layers, bytes, floatBytes }: ExportedStudent['huffman']): string {
  const each = layers.map(
    ({ layer, bits, entropy, zeros }) =>
      `${layer} ${fixed(bits, 2)} bits (entropy ${fixed(entropy, 2)}, ${fixed(100 * zeros, 0)} % zeros)`,
  );
  const times = fixed(floatBytes / bytes, 1);
  return `Huffman codes, not in the file: ${bytes} bytes, float32 / ${times}; a weight: ${each.join(', ')}`;
}

/** The layers whose codes take less as digits of bytes than the file gives them; empty without any. */
function digitsLine({ digits, layers }: ExportedStudent): string {
  const narrower = digits.filter(({ layer, bits }) => {
    const stored = layers.find((one) => one.layer === layer);
    return stored !== undefined && bits < stored.bits;
  });
  if (narrower.length === 0) return '';
  const each = narrower.map(
    ({ layer, levels, bits, bytes }) => `${layer} ${levels} levels in ${fixed(bits, 2)} bits, ${bytes} bytes`,
  );
  return `Digits of whole bytes, not in the file: ${each.join('; ')}\n`;
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
