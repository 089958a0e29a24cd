import type { AdviceRecord } from '../records/advice-record.ts';
import { leafHash, merkleTree } from './merkle-tree.ts';
import { recordBytes, signedBytes, toBase64Url } from './signed-bytes.ts';
import type { SigningKey } from './signing-keys.ts';

/**
 * Records with one signature for all of them: Ed25519 over the root of the Merkle tree (RFC 6962) of their canonical JSON.
 * Each record carries its own way to the root, so that it can be checked alone, and a million records need few checks of
 * signatures. What they said of a signature before is replaced.
 *
 * @param records One or more; those of one call are signed together.
 */
export async function signRecords(
  records: readonly AdviceRecord[],
  { key, id }: SigningKey,
): Promise<AdviceRecord[]> {
  if (records.length === 0) return [];
  const size = records.length;
  const { root, paths } = merkleTree(records.map((record) => leafHash(recordBytes(record))));
  const value = toBase64Url(
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, signedBytes(root, size))),
  );
  return records.map((record, index) => ({
    ...record,
    signature: {
      algorithm: 'Ed25519' as const,
      key: id,
      value,
      index,
      size,
      path: paths[index]!.map(toBase64Url),
    },
  }));
}

/** A record with a signature of its own; see {@link signRecords}. */
export async function signRecord(record: AdviceRecord, key: SigningKey): Promise<AdviceRecord> {
  const [signed] = await signRecords([record], key);
  return signed!;
}
