import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { deflateSync, inflateSync } from 'node:zlib';
import type { Spent } from '../runner/stopwatch.ts';
import type { Artifact } from './shared-store.ts';

const digestLength = 32;

/** An artifact and the key it belongs to as bytes: the SHA-256 of what follows, and a structured clone, compressed. */
export function encodeArtifact(key: string, { value, spent }: Artifact<unknown>): Buffer {
  const contents = deflateSync(serialize({ key, value, spent }), { level: 1 });
  return Buffer.concat([digest(contents), contents]);
}

/**
 * Reads what {@link encodeArtifact} made.
 *
 * @throws Error where it is damaged or belongs to another key
 */
export function decodeArtifact(bytes: Buffer, key: string): Artifact<unknown> {
  const contents = bytes.subarray(digestLength);
  if (!digest(contents).equals(bytes.subarray(0, digestLength)))
    throw new Error('its checksum does not match');
  const stored = deserialize(inflateSync(contents)) as { key: string; value: unknown; spent: Spent };
  if (stored.key !== key) throw new Error('it holds something else');
  return { value: stored.value, spent: stored.spent };
}

function digest(contents: Uint8Array): Buffer {
  return createHash('sha256').update(contents).digest();
}
