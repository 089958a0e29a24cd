import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeArtifact, encodeArtifact } from './artifact-bytes.ts';
import { oneLine } from '../command-line/one-line.ts';
import { makeFolder } from './make-folder.ts';
import { removeStaleFiles } from './remove-stale-files.ts';
import type { Artifact, LocalSharedStore, SharedKind, SharedValues } from './shared-store.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const shortKey = 32;

/**
 * A shared store in a folder, created where it is missing. A file is the SHA-256 of its contents and the contents:
 * structured clones, compressed. What is damaged counts as absent, and what cannot be written is left out: `note` is told in one
 * line.
 */
export function folderSharedStore(folder: string, note: (line: string) => void): LocalSharedStore {
  makeFolder(folder);
  removeStaleFiles(folder);
  const pathOf = (kind: SharedKind, key: string) => join(folder, `${kind}-${key.slice(0, shortKey)}.bin`);
  return {
    read<Kind extends SharedKind>(kind: Kind, key: string): Artifact<SharedValues[Kind]> | undefined {
      const path = pathOf(kind, key);
      try {
        const bytes = readIfPresent(path);
        if (bytes === undefined) return undefined;
        return decodeArtifact(bytes, key) as Artifact<SharedValues[Kind]>;
      } catch (error) {
        note(`${path}: not a whole file (${oneLine(error)}). It will be computed again.`);
        return undefined;
      }
    },
    write(kind, key, artifact) {
      const path = pathOf(kind, key);
      try {
        writeFileAtomically(path, encodeArtifact(key, artifact));
      } catch (error) {
        note(
          `${folder}: what cells share cannot be kept (${oneLine(error)}). It is computed again for each of them.`,
        );
      }
    },
  };
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
