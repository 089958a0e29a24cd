import { statSync } from 'node:fs';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from '../configuration/read-given-file.ts';

/** Bits of a mode by which others than the owner have access. */
const others = 0o077;

/**
 * The bytes of a file that holds a secret.
 *
 * @param name how whoever asked wrote it, for errors: `--sign`
 * @param tell receives a notice, a line, where others than its owner may read it
 * @throws UsageError where it cannot be read
 */
export function readSecret(name: string, file: string, tell: (notice: string) => void): Uint8Array {
  try {
    const bytes = readGivenFile(file);
    if (process.platform !== 'win32' && (statSync(file).mode & others) !== 0) {
      tell(`${name}: others may read "${file}": chmod 600 ${file}`);
    }
    return bytes;
  } catch (error) {
    throw new UsageError(`${name}: cannot read "${file}" (${oneLine(error)}). Correct the path.`, {
      cause: error,
    });
  }
}
