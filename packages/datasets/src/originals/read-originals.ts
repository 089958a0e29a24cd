import { DatasetError } from '../internals/dataset-error.ts';
import { decodeText } from '../text/decode-text.ts';
import type { OriginalFile } from './original-file.ts';

/**
 * Texts of original files in a folder, in their order. Node only.
 *
 * @throws DatasetError where a file cannot be read or is not UTF-8; it says which, and where the publisher has it.
 */
export async function readOriginals(originals: readonly OriginalFile[], dataDir: string): Promise<string[]> {
  const [fs, nodePath] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  return Promise.all(
    originals.map(async ({ file, url }) => {
      let bytes: Uint8Array;
      try {
        bytes = await fs.readFile(nodePath.join(dataDir, file));
      } catch (cause) {
        throw new DatasetError(
          `readOriginals: the folder ${dataDir} holds ${file} (expected a readable file). Put the file of ${url} ` +
            `there, or leave the data directory out.`,
          { cause },
        );
      }
      const remedy = `Take the file of ${url} as it is published.`;
      return decodeText(bytes, { caller: 'readOriginals', file, remedy });
    }),
  );
}
