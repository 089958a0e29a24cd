import { inlineExternal, readOnnx, readOnnxParts } from '@cfq/onnx';
import { ModelsError } from '../models-error.ts';
import { fileLimit } from './read-bounded.ts';
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
 * `model.json`). Nothing of it is run. Node only for paths, and for ONNX files that keep data in files beside them: these
 * are read where they lie in the folder of the model.
 *
 * @throws OnnxError (of `@cfq/onnx`), one line, where it is no sound ONNX file.
 * @throws ModelsError where it cannot be read, is too large, or a folder is no LayersModel or reaches outside of itself.
 */
export async function readModelFile(
  source: string | Uint8Array,
  { name }: ReadModelOptions = {},
): Promise<ModelFile> {
  if (source instanceof Uint8Array) return await onnxFile(source, [], { name: name ?? 'model', path: null });
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
  const { bytes, external } = await readOnnxParts(source, { fileBytes: fileLimit });
  const whole = external.size === 0 ? bytes : inlineExternal(bytes, { fileBytes: fileLimit, external });
  const own = { name: name ?? paths.basename(source), path: source };
  return await onnxFile(whole, external.size === 0 ? [] : [bytes, ...external.values()], own);
}

/** @param stored The files that the bytes were made of; none where they are a file themselves. */
async function onnxFile(
  bytes: Uint8Array,
  stored: readonly Uint8Array[],
  own: { readonly name: string; readonly path: string | null },
): Promise<ModelFile> {
  const hashed = stored.length === 0 ? bytes : joined(stored);
  return { ...own, bytes, sha256: await sha256Of(hashed), format: 'onnx', onnx: readOnnx(bytes) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}
