import type { AdviceRecord, RecordSignature } from '../records/advice-record.ts';
import { leafHash, rootOf } from './merkle-tree.ts';
import { fromBase64Url, recordBytes, signedBytes } from './signed-bytes.ts';
import type { VerifyingKey } from './signing-keys.ts';

/** What a check of a signature says: whose it is not, or that it is none. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unknown-key' | 'unsigned';

/** Checks records one after the other; what was signed together is checked once. */
export type RecordVerifier = (record: AdviceRecord) => Promise<SignatureVerdict>;

/** Trees that are remembered. Records of one tree stand beside each other, so few are enough. */
const mostRemembered = 1024;

/**
 * A check of records against public keys.
 *
 * @param keys Those that are trusted.
 * @returns For each record `valid`; `invalid` where it is not what was signed; `unknown-key` where another key signed it;
 *   `unsigned` where nobody did.
 */
export function recordVerifier(keys: readonly VerifyingKey[]): RecordVerifier {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const remembered = new Map<string, SignedRoot>();
  return async (record) => {
    const { signature } = record;
    if (signature === undefined) return 'unsigned';
    const key = byId.get(signature.key);
    if (key === undefined) return 'unknown-key';
    const path = signature.path.map(fromBase64Url);
    const root = rootOf(leafHash(recordBytes(record)), {
      index: signature.index,
      size: signature.size,
      path,
    });
    if (root === null) return 'invalid';
    const name = `${signature.value} ${signature.size} ${signature.key}`;
    let known = remembered.get(name);
    if (known === undefined) {
      if (remembered.size >= mostRemembered) remembered.clear();
      known = { root, holds: isSigned(root, signature, key) };
      remembered.set(name, known);
    }
    // Another root under the same signature is another claim: it is checked, and not remembered.
    const holds = areEqual(known.root, root) ? known.holds : isSigned(root, signature, key);
    return (await holds) ? 'valid' : 'invalid';
  };
}

/** A root, and whether the signature of its name is of it. */
interface SignedRoot {
  readonly root: Uint8Array;
  readonly holds: Promise<boolean>;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** A single check; see {@link recordVerifier}. */
export function verifyRecord(
  record: AdviceRecord,
  ...keys: readonly VerifyingKey[]
): Promise<SignatureVerdict> {
  return recordVerifier(keys)(record);
}

function isSigned(
  root: Uint8Array,
  { value, size }: RecordSignature,
  { key }: VerifyingKey,
): Promise<boolean> {
  return crypto.subtle.verify('Ed25519', key, fromBase64Url(value), signedBytes(root, size));
}
