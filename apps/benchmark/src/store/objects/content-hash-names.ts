import { createHash } from 'node:crypto';
import type { ObjectStore } from './object-store.ts';

/**
 * Stores bytes under the SHA-256 of themselves: equal bytes are there once, and what is read can be held against its name.
 *
 * @returns the name
 */
export async function writeByHash(objects: ObjectStore, bytes: Uint8Array): Promise<string> {
  const name = nameOf(bytes);
  await objects.write(name, bytes);
  return name;
}

/**
 * Reads what {@link writeByHash} stored.
 *
 * @returns undefined where there is nothing of that name
 * @throws Error where it is not what its name says
 */
export async function readByHash(objects: ObjectStore, name: string): Promise<Buffer | undefined> {
  const bytes = await objects.read(name);
  if (bytes !== undefined && nameOf(bytes) !== name) throw new Error('its bytes are not those of its name');
  return bytes;
}

function nameOf(bytes: Uint8Array): string {
  return `sha256/${createHash('sha256').update(bytes).digest('hex')}`;
}
