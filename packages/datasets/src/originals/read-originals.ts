import { DatasetError } from '../internals/dataset-error.ts';
import { originals, type OriginalName } from './originals.ts';

/**
 * Texts of a set's original files in a folder, in the order of `originals[name]`. Node only.
 *
 * @throws DatasetError where a file cannot be read; it says which, and where the publisher has it.
 */
export async function readOriginals(name: OriginalName, dataDir: string): Promise<string[]> {
  const [fs, nodePath] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  return Promise.all(
    originals[name].map(async ({ file, url }) => {
      try {
        return await fs.readFile(nodePath.join(dataDir, file), 'utf8');
      } catch (cause) {
        throw new DatasetError(
          `readOriginals: the folder ${dataDir} holds ${file} (expected a readable file). Put the file of ${url} ` +
            `there, or leave the data directory out.`,
          { cause },
        );
      }
    }),
  );
}
