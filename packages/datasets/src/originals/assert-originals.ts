import type { Dataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { OriginalFile } from './original-file.ts';

/**
 * The original files of a set that has some.
 *
 * @throws DatasetError where it has none.
 */
export function assertOriginals(caller: string, { name, originals }: Dataset): readonly OriginalFile[] {
  if (originals.length > 0) return originals;
  throw new DatasetError(
    `${caller}: "${name}" has files of a publisher (expected at least one, got none). Choose a set with originals.`,
  );
}
