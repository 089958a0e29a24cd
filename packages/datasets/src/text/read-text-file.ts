import { DatasetError } from '../internals/dataset-error.ts';
import { decodeText, type DecodeTextOptions } from './decode-text.ts';

/**
 * The text of a file, decoded strictly. Node only.
 *
 * @param options `caller` for error messages; `encoding` and `remedy` as for `decodeText`; `file` is the path.
 * @throws DatasetError where the file cannot be read, or as `decodeText`.
 */
export async function readTextFile(path: string, options: Omit<DecodeTextOptions, 'file'>): Promise<string> {
  return decodeText(await readFileBytes(path, options.caller), { ...options, file: path });
}

/**
 * The bytes of a file. Node only.
 *
 * @throws DatasetError where the file cannot be read.
 */
export async function readFileBytes(path: string, caller: string): Promise<Uint8Array> {
  const fs = await import('node:fs/promises');
  try {
    return await fs.readFile(path);
  } catch (cause) {
    throw new DatasetError(`${caller}: ${path} cannot be read. Check the path.`, { cause });
  }
}
