import { inspectLayersModel, ModelsError, readModelFile, type LayersModelInspection } from '@cfq/models';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';

/**
 * What the folder of TensorFlow.js at a path holds; null where no folder and no `model.json` is there.
 *
 * @throws UsageError where it is no LayersModel, or an output is asked for, of which it has one.
 */
export async function layersModelAt(
  path: string,
  output: string | undefined,
): Promise<LayersModelInspection | null> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && basename(path) !== 'model.json') return null;
  if (output !== undefined) {
    throw new UsageError(
      `inspect: a LayersModel has one output (expected no --output, got "${output}"). Leave it out.`,
    );
  }
  try {
    const file = await readModelFile(path);
    return file.format === 'layers-model' ? inspectLayersModel(file) : null;
  } catch (error) {
    if (error instanceof ModelsError) throw new UsageError(oneLine(error), { cause: error });
    throw error;
  }
}
