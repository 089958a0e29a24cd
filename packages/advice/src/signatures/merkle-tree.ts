import { sha256 } from '../records/sha256.ts';

/** SHA-256 of a leaf, apart from that of a node (RFC 6962, section 2.1). */
export function leafHash(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + data.length);
  bytes.set(data, 1);
  return sha256(bytes);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** The root of a tree, and for each leaf what it is hashed with on the way there. */
export interface MerkleTree {
  readonly root: Uint8Array;
  /** `paths[i]` from the leaf up. */
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** The Merkle tree of leaves (RFC 6962, section 2.1): a node without a neighbour goes up as it is. */
export function merkleTree(leaves: readonly Uint8Array[]): MerkleTree {
  const paths: Uint8Array[][] = leaves.map(() => []);
  let level = leaves.map((hash, index) => ({ hash, from: index, to: index + 1 }));
  while (level.length > 1) {
    const next: typeof level = [];
    for (let place = 0; place < level.length; place += 2) {
      const left = level[place]!;
      const right = level[place + 1];
      if (right === undefined) {
        next.push(left);
        continue;
      }
      for (let leaf = left.from; leaf < left.to; leaf += 1) paths[leaf]!.push(right.hash);
      for (let leaf = right.from; leaf < right.to; leaf += 1) paths[leaf]!.push(left.hash);
      next.push({ hash: nodeHash(left.hash, right.hash), from: left.from, to: right.to });
    }
    level = next;
  }
  return { root: level[0]!.hash, paths };
}

/** The root that a leaf leads to; `null` where the path does not fit its place. */
export function rootOf(
  leaf: Uint8Array,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
): Uint8Array | null {
  if (index >= size) return null;
  let [at, last, hash, step] = [index, size - 1, leaf, 0];
  for (; last > 0; at >>>= 1, last >>>= 1) {
    // The last node of a level with no neighbour goes up as it is.
    if (at === last && at % 2 === 0) continue;
    const neighbour = path[step];
    if (neighbour === undefined) return null;
    hash = at % 2 === 0 ? nodeHash(hash, neighbour) : nodeHash(neighbour, hash);
    step += 1;
  }
  return step === path.length ? hash : null;
}
