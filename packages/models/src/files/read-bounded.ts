import { ModelsError } from '../models-error.ts';

/** Largest file that is read, 512 MiB. */
export const fileLimit = 512 * 2 ** 20;

/**
 * The bytes of a regular file that is not too large.
 *
 * @throws ModelsError where it cannot be read, is no file, or has more bytes than `limit`.
 */
export async function readBounded(path: string, limit: number): Promise<Uint8Array> {
  const { open, stat } = await import('node:fs/promises');
  const refuse = (expected: string, got: string): never => {
    throw new ModelsError(
      `readModelFile: ${path}: the file can be read (expected ${expected}, got ${got}). Correct its path.`,
    );
  };
  const absent = (error: unknown) => refuse('a file', (error as { code?: string }).code ?? String(error));
  // Opening a pipe waits for somebody who writes to it.
  if (!(await stat(path).catch(absent)).isFile()) refuse('a file', 'something else');
  const handle = await open(path).catch(absent);
  try {
    const found = await handle.stat();
    if (found.size > limit) refuse(`up to ${limit} bytes`, `${found.size}`);
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}
