import { DatasetError } from '../internals/dataset-error.ts';
import { chunkBytes, type ByteSource } from './byte-source.ts';
import { decodeChunks } from './decode-chunks.ts';
import type { DecodeTextOptions } from './decode-text.ts';

/**
 * The text of a file, decoded strictly. Node only.
 *
 * @param options `caller` for error messages; `encoding` and `remedy` as for `decodeText`; `file` is the path.
 * @throws DatasetError where the file cannot be read, or as `decodeText`.
 */
export async function readTextFile(path: string, options: Omit<DecodeTextOptions, 'file'>): Promise<string> {
  const source = await fileBytes(path, options.caller);
  return [...decodeChunks(source, { ...options, file: path })].join('');
}

/**
 * The bytes of a file, read as they are asked for. Node only. What is no file is refused before it is opened: a named pipe that
 * nobody writes to would be waited for without end. Pipes that the shell holds open already (`/dev/stdin`, `<(…)`) end by
 * themselves, and are kept, since they can be read once only.
 *
 * @throws DatasetError where the file cannot be read, now or while it is gone through, or is a folder, a device or a named pipe.
 */
export async function fileBytes(path: string, caller: string): Promise<ByteSource> {
  const fs = await import('node:fs');
  const cannot = (why: string, cause?: unknown) =>
    new DatasetError(`${caller}: ${path} cannot be read${why}. Check the path.`, { cause });
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (cause) {
      throw cannot('', cause);
    }
  };
  const found = attempt(() => fs.statSync(path));
  if (found.isFIFO() && /^\/(dev|proc)\//.test(path)) return keptBytes(fs.createReadStream(path), cannot);
  if (!found.isFile()) {
    throw cannot(` (expected a file, got ${found.isDirectory() ? 'a folder' : 'a device or a pipe'})`);
  }
  attempt(() => fs.closeSync(fs.openSync(path, 'r')));
  return {
    *chunks() {
      const file = attempt(() => fs.openSync(path, 'r'));
      try {
        for (;;) {
          const chunk = new Uint8Array(chunkBytes);
          const count = attempt(() => fs.readSync(file, chunk));
          if (count === 0) return;
          yield chunk.subarray(0, count);
        }
      } finally {
        fs.closeSync(file);
      }
    },
  };
}

async function keptBytes(
  stream: AsyncIterable<Uint8Array>,
  cannot: (why: string, cause: unknown) => DatasetError,
): Promise<ByteSource> {
  const kept: Uint8Array[] = [];
  try {
    for await (const chunk of stream) kept.push(chunk);
  } catch (cause) {
    throw cannot('', cause);
  }
  return { chunks: () => kept };
}
