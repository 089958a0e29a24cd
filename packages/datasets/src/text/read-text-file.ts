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
 * The bytes of a file. Node only. What is no file is refused before it is opened: a named pipe that nobody writes to would be
 * waited for without end. Pipes that the shell holds open already (`/dev/stdin`, `<(…)`) end by themselves.
 *
 * @throws DatasetError where the file cannot be read, or is a folder, a device or a named pipe.
 */
export async function readFileBytes(path: string, caller: string): Promise<Uint8Array> {
  const fs = await import('node:fs/promises');
  const cannot = (why: string, cause?: unknown) =>
    new DatasetError(`${caller}: ${path} cannot be read${why}. Check the path.`, { cause });
  const found = await fs.stat(path).catch((cause: unknown) => {
    throw cannot('', cause);
  });
  if (!found.isFile() && !(found.isFIFO() && /^\/(dev|proc)\//.test(path))) {
    throw cannot(` (expected a file, got ${found.isDirectory() ? 'a folder' : 'a device or a pipe'})`);
  }
  try {
    return await fs.readFile(path);
  } catch (cause) {
    throw cannot('', cause);
  }
}
