import { openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { newKeyFiles } from '@cfq/advice';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';

/** Where the public half of a key stands: `lender.pem` → `lender.public.pem`. */
function publicKeyFile(file: string): string {
  return file.endsWith('.pem') ? file.replace(/\.pem$/, '.public.pem') : `${file}.public.pem`;
}

/**
 * Writes a new key pair: the private half readable by its owner alone, the public half beside it. A file that is there
 * already is left alone: a key that was overwritten can check nothing any more.
 *
 * @returns where the public half stands, and the name of the key
 * @throws UsageError where one of the files is there or cannot be written
 */
export async function writeNewKey(file: string): Promise<{ publicFile: string; id: string }> {
  const publicFile = publicKeyFile(file);
  const { privateKey, publicKey, id } = await newKeyFiles();
  writeNew(file, privateKey, 0o600);
  try {
    writeNew(publicFile, publicKey, 0o644);
  } catch (error) {
    rmSync(file);
    throw error;
  }
  return { publicFile, id };
}

function writeNew(file: string, text: string, mode: number): void {
  try {
    const handle = openSync(file, 'wx', mode);
    try {
      writeSync(handle, text);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new UsageError(
      `--new-key: must be a new file (got "${file}": ${oneLine(error)}). Choose another.`,
      {
        cause: error,
      },
    );
  }
}
