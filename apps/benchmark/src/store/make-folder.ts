import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those it stands in, as far as they are missing. One at a time: the recursive form of Node never ends
 * where the file system says of an existing parent that it is not there, as `/proc` does.
 *
 * @throws the file system's error, which names the path it is about
 */
export function makeFolder(folder: string): void {
  for (const path of missingFolders(folder)) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
    }
  }
}

/**
 * The folders on the way to a path, and it itself, that are not there yet; the outermost first.
 *
 * @throws the file system's error for a path that cannot be looked up
 */
export function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined || path === dirname(path)) return missing;
    missing.unshift(path);
  }
}
