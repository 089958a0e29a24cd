import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../dataset/dataset.ts';

/** Folder with publishers' files beside the repository. Some machines have it. */
export const originalsFolder = join(import.meta.dirname, '../../../../../../shared/data');

/** Whether the folder holds every original of a set. */
export function hasOriginals({ originals }: Dataset): boolean {
  return originals.every(({ file }) => existsSync(join(originalsFolder, file)));
}
