import { inspectOnnx, OnnxError, readOnnxFile, type Inspection } from '@cfq/onnx';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { layersModelAt } from './layers-model-at.ts';
import { renderInspection } from './render-inspection.ts';
import { renderLayersModel } from './render-layers-model.ts';

/** The flags of `cfq inspect` as written. */
export interface InspectFlags {
  readonly output?: string;
  readonly json?: boolean;
}

/**
 * `cfq inspect`: what an ONNX file or a folder of TensorFlow.js holds, and what it was recognised as.
 *
 * @throws UsageError where the file cannot be read or has no such output
 */
export async function inspect(
  path: string,
  { output, json }: InspectFlags,
  { stdout }: Terminal,
): Promise<void> {
  const layers = await layersModelAt(path, output);
  if (layers !== null) {
    stdout.write(
      json === true ? `${JSON.stringify({ file: path, ...layers })}\n` : renderLayersModel(path, layers),
    );
    return;
  }
  let inspection: Inspection;
  try {
    inspection = inspectOnnx(await readOnnxFile(path), { output });
  } catch (error) {
    if (error instanceof OnnxError) throw new UsageError(oneLine(error), { cause: error });
    throw error;
  }
  stdout.write(
    json === true ? `${JSON.stringify({ file: path, ...inspection })}\n` : renderInspection(path, inspection),
  );
}
