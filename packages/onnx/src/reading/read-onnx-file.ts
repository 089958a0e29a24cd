import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
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
    if (size <= most) return await readFile(path);
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

/**
 * Reads an ONNX file from disk, with the data that it keeps in files beside it. Those are read only where they lie in the
 * folder of the model, also where links lead.
 *
 * @throws OnnxError as {@link readOnnx}, and where a file cannot be read or lies outside.
 */
export async function readOnnxFile(
  path: string,
  limits: Omit<ReadLimits, 'external'> = {},
): Promise<OnnxFile> {
  const { fileBytes } = new ReadBudget(limits);
  const bytes = await readWithin(path, fileBytes);
  const locations = externalFiles(bytes, limits);
  if (locations.length === 0) return readOnnx(bytes, limits);
  const { realpath } = await import('node:fs/promises');
  const paths = await import('node:path');
  const folder = await realpath(paths.dirname(path));
  const external = new Map<string, Uint8Array>();
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
    external.set(location, await readWithin(target, fileBytes));
  }
  return readOnnx(bytes, { ...limits, external });
}
