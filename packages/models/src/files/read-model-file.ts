import { readOnnx } from '@cfq/onnx';
import { ModelsError } from '../models-error.ts';
import { fileLimit, readBounded } from './read-bounded.ts';
import { readLayersFolder } from './read-layers-folder.ts';
import type { ModelFile } from './model-file.ts';
import { sha256Of } from './sha256-of.ts';

/** Options of {@link readModelFile}. */
export interface ReadModelOptions {
  /** What messages call it. Default: the name of the file or folder, or `model`. */
  readonly name?: string | undefined;
}

/**
 * Reads a model file: ONNX, by its path or its bytes, or a folder of TensorFlow.js with a LayersModel (or its
 * `model.json`). Nothing of it is run. Node only for paths.
 *
 * @throws OnnxError (of `@cfq/onnx`), one line, where it is no sound ONNX file.
 * @throws ModelsError where it cannot be read, is too large, or a folder is no LayersModel or reaches outside of itself.
 */
export async function readModelFile(
  source: string | Uint8Array,
  { name }: ReadModelOptions = {},
): Promise<ModelFile> {
  if (source instanceof Uint8Array) return await onnxFile(source, name ?? 'model', null);
  const [{ stat }, paths] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const found = await stat(source).catch((error: unknown) => {
    throw new ModelsError(
      `readModelFile: ${source}: the file can be read (got ${(error as { code?: string }).code ?? String(error)}). ` +
        'Correct its path.',
    );
  });
  if (found.isDirectory() || paths.basename(source) === 'model.json') {
    const folder = found.isDirectory() ? source : paths.dirname(source);
    const { bytes, layers } = await readLayersFolder(folder);
    const own = {
      name: name ?? paths.basename(paths.resolve(folder)),
      path: source,
      bytes,
      sha256: await sha256Of(bytes),
    };
    return { ...own, format: 'layers-model', layers };
  }
  return await onnxFile(await readBounded(source, fileLimit), name ?? paths.basename(source), source);
}

async function onnxFile(bytes: Uint8Array, name: string, path: string | null): Promise<ModelFile> {
  return { name, path, bytes, sha256: await sha256Of(bytes), format: 'onnx', onnx: readOnnx(bytes) };
}
