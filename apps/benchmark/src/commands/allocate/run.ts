import { allocateModel, CompressionError, type ModelAllocation } from '@cfq/compression';
import { AllocationError } from '@cfq/bit-allocation';
import { DatasetError } from '@cfq/datasets';
import { bindModel, ModelsError, readModelFile } from '@cfq/models';
import { OnnxError } from '@cfq/onnx';
import { methods } from '@cfq/training';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { terminalLook } from '../../command-line/terminal-look.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { partsAsked } from '../../configuration/parts-asked.ts';
import { renderConfiguration } from '../../configuration/render-configuration.ts';
import type { Parts } from '../../plugins/parts.ts';
import { figureFile } from '../../report/figures/figure-file.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { peopleFiles } from '../../study/people-files.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import {
  allocateConfiguration,
  type AllocateConfiguration,
  type AllocateFlags,
} from './allocate-configuration.ts';
import { allocateSettings } from './allocate-settings.ts';
import { allocationFigure } from './allocation-figure.ts';
import { allocationTable, chosenText } from './allocation-table.ts';

/** What says that a file, or people, or a choice cannot be used. */
const unusable = [AllocationError, CompressionError, DatasetError, ModelsError, OnnxError];

/**
 * `cfq allocate`: prints, and draws, the whole trade-off of a model file between what its weights cost and what rounding them
 * loses, with what an allocator makes of it. Nothing is trained, and no model is written.
 *
 * @returns success; interrupted after Ctrl-C
 * @throws UsageError where the request cannot be carried out
 */
export async function allocate(flags: AllocateFlags, { stdout, stderr }: Terminal): Promise<ExitCode> {
  const parts = await partsAsked(allocateSettings, flags, (notice) => stderr.write(`${notice}\n`));
  const configuration = allocateConfiguration(flags, parts);
  if (flags.printConfig === true) {
    stdout.write(renderConfiguration(allocateSettings, configuration, '.'));
    return exitCode.success;
  }
  const interruption = watchInterruption(
    () => stderr.write('stopping\n'),
    () => undefined,
  );
  try {
    const found = await allocated(configuration, parts, {
      tell: (text) => stderr.write(`${text}\n`),
      signal: interruption.signal,
    });
    const { out, allocator, sensitivity, points: most } = configuration;
    if (out !== undefined) {
      const { JSDOM } = await import('jsdom');
      writeFileAtomically(out, figureFile(allocationFigure(found, allocator), new JSDOM().window.document));
    }
    if (configuration.json) stdout.write(`${JSON.stringify({ sensitivity, allocator, ...found })}\n`);
    else {
      stdout.write(renderTerminal(allocationTable(found, { most, sensitivity }), terminalLook(stdout)));
      stdout.write(`\n${chosenText(found, allocator)}`);
    }
    return exitCode.success;
  } catch (error) {
    if (interruption.signal.aborted) return exitCode.interrupted;
    if (unusable.some((one) => error instanceof one)) throw new UsageError(oneLine(error), { cause: error });
    throw error;
  } finally {
    interruption.release();
  }
}

async function allocated(
  configuration: AllocateConfiguration,
  parts: Parts,
  { tell, signal }: { readonly tell: (text: string) => void; readonly signal: AbortSignal },
): Promise<ModelAllocation> {
  const { binding, bits, spend, widths, policy, cost: norm, seed } = configuration;
  const { people } = await peopleFiles(configuration.data, configuration.schema);
  for (const warning of people.warnings) tell(`${people.name}: ${warning}`);
  await using teacher = await bindModel(await readModelFile(configuration.model), { ...binding, people });
  for (const sentence of teacher.inferred) tell(sentence);
  return await allocateModel({
    ...{ teacher, people, bits, widths, policy, seed, signal },
    sensitivity: parts.sensitivity[configuration.sensitivity]!,
    allocator: parts.allocator[configuration.allocator]!,
    spending: spend,
    rounding: methods['mixed-ptq'].weights,
    cost: { norm },
  });
}
