import { oneLine } from '../../command-line/one-line.ts';
import type { Artifact, SharedKind, SharedStore, SharedValues } from '../shared-store.ts';
import { decodeArtifact, encodeArtifact } from '../artifact-bytes.ts';
import { readByHash, writeByHash } from './content-hash-names.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * A shared store of objects: an artifact stands under the hash of its bytes, and under its kind and key stands that hash. What is
 * damaged counts as absent, and what cannot be read or written is left out: `note` is told in one line.
 */
export function objectSharedStore(objects: Promise<ObjectStore>, note: (line: string) => void): SharedStore {
  return {
    async read<Kind extends SharedKind>(
      kind: Kind,
      key: string,
    ): Promise<Artifact<SharedValues[Kind]> | undefined> {
      const store = await objects;
      const pointer = `shared/${kind}/${key}`;
      try {
        const name = await store.read(pointer);
        if (name === undefined) return undefined;
        const bytes = await readByHash(store, name.toString('utf8'));
        if (bytes === undefined) throw new Error('what it names is not there');
        return decodeArtifact(bytes, key) as Artifact<SharedValues[Kind]>;
      } catch (error) {
        note(`${store.address}/${pointer}: cannot be used (${oneLine(error)}). It will be computed again.`);
        return undefined;
      }
    },
    async write(kind, key, artifact) {
      const store = await objects;
      try {
        const name = await writeByHash(store, encodeArtifact(key, artifact));
        await store.write(`shared/${kind}/${key}`, Buffer.from(name, 'utf8'));
      } catch (error) {
        note(
          `${store.address}: what cells share cannot be kept (${oneLine(error)}). It is computed again for each of them.`,
        );
      }
    },
  };
}
