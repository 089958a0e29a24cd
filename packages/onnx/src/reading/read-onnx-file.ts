import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import { foreignFormat } from './foreign-format.ts';
import { ReadBudget } from './read-budget.ts';
import { readOnnx } from './read-onnx.ts';
import { externalFiles } from './external-files.ts';
import type { OnnxFile } from '../model/onnx-file.ts';
import type { ReadLimits } from '../model/read-limits.ts';

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new OnnxError(`readOnnxFile: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

/** The bytes of a file that is not larger than it may be, which is looked at first. */
async function readWithin(path: string, most: number): Promise<Uint8Array> {
  const { readFile, stat } = await import('node:fs/promises');
  try {
    const found = await stat(path);
    const { size } = found;
    if (!found.isFile()) {
      const kind = found.isDirectory() ? 'a folder' : 'a device or a pipe';
      refuse('a model is a file', 'a regular file', `${kind}, ${quoted(path)}`, 'Name a file.');
    }
    if (size <= most) {
      const { buffer, byteOffset, length } = await readFile(path);
      return new Uint8Array(buffer, byteOffset, length);
    }
    return refuse(
      'a file is as large as the limits allow',
      `up to ${most} bytes`,
      `${size} for ${quoted(path)}`,
      'Raise the limit `fileBytes` if you know the file.',
    );
  } catch (error) {
    if (error instanceof OnnxError) throw error;
    const got = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return refuse('a file can be read', quoted(path), got, 'Name a file that is there.');
  }
}

/** A file and the files that its data lie in. */
export interface OnnxParts {
  readonly bytes: Uint8Array;
  /** Contents by the path that the model gives, in the order in which it first names them. */
  readonly external: ReadonlyMap<string, Uint8Array>;
}

/**
 * The bytes of an ONNX file on disk, and those of the files beside it that it keeps data in. These are read only where they
 * lie in the folder of the model, also where links lead, and are together no larger than a file may be.
 *
 * @throws OnnxError where a file cannot be read, is too large, lies outside, or is malformed on the way to its tensors.
 */
export async function readOnnxParts(
  path: string,
  limits: Omit<ReadLimits, 'external'> = {},
): Promise<OnnxParts> {
  const { fileBytes } = new ReadBudget(limits);
  const bytes = await readWithin(path, fileBytes);
  const external = new Map<string, Uint8Array>();
  const locations = foreignFormat(bytes) === null ? externalFiles(bytes, limits) : [];
  if (locations.length === 0) return { bytes, external };
  const { realpath } = await import('node:fs/promises');
  const paths = await import('node:path');
  const folder = await realpath(paths.dirname(path));
  let left = fileBytes;
  for (const location of locations) {
    const target = await realpath(paths.join(folder, location)).catch(() => null);
    // What is not there is said by the reading, which knows the tensor.
    if (target === null) continue;
    if (!target.startsWith(folder + paths.sep)) {
      refuse(
        'external data lie in the folder of the model',
        folder,
        target,
        'Write the file with its weights inside.',
      );
    }
    const data = await readWithin(target, left);
    left -= data.length;
    external.set(location, data);
  }
  return { bytes, external };
}

/**
 * Reads an ONNX file from disk, with the data that it keeps in files beside it, see {@link readOnnxParts}.
 *
 * @throws OnnxError as {@link readOnnx}, and where a file cannot be read or lies outside.
 */
export async function readOnnxFile(
  path: string,
  limits: Omit<ReadLimits, 'external'> = {},
): Promise<OnnxFile> {
  const { bytes, external } = await readOnnxParts(path, limits);
  return readOnnx(bytes, { ...limits, external });
}
