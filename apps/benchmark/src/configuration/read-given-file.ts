import { readFileSync, statSync } from 'node:fs';

/**
 * The bytes of a file that somebody named. What is no file is refused before it is opened: a pipe that nobody writes to would
 * be waited for without end. Pipes that the shell holds open already (`/dev/stdin`, `<(…)`) end by themselves.
 *
 * @throws Error where there is none, or where it is a folder, a device or a named pipe
 */
export function readGivenFile(path: string): Buffer {
  const found = statSync(path);
  if (!found.isFile() && !(found.isFIFO() && /^\/(dev|proc)\//.test(path))) {
    const kind = found.isDirectory() ? 'a folder' : 'a device or a pipe';
    throw new Error(`expected a file, got ${kind}`);
  }
  return readFileSync(path);
}
