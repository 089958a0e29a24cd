import type { ReadableRow } from '@cfq/datasets';
import { AdviceError } from '../advice-error.ts';
import { canonicalJson } from './canonical-json.ts';
import { hmacSha256, sha256 } from './sha256.ts';

/** How the values of a person become a hash. */
export const rowHashes = ['sha256', 'hmac-sha256'] as const;

/** One of {@link rowHashes}. */
export type RowHashKind = (typeof rowHashes)[number];

/** Makes hashes of people. */
export interface RowHasher {
  /** `hmac-sha256` where there is a key, else `sha256`. */
  readonly kind: RowHashKind;
  /** 64 hexadecimal digits of a person's raw values. */
  readonly hash: (values: ReadableRow) => string;
}

/** Bytes of a key below which it can be tried out. */
const leastKeyBytes = 16;

/**
 * Hashes of people: SHA-256 of their raw values as canonical JSON, `{"age":41,"savings":"below 100", …}`, keyed
 * (HMAC) where there is a key. The same person has the same hash in any order of columns and under any encoding.
 *
 * **What it protects.** Without a key it is a fingerprint and no disguise: a row of few-valued columns can be found by
 * trying all values, and whoever has a list of people finds each of them in it. With a key that is kept apart from the
 * records nobody without it can do either. Neither hides that two pieces of advice went to one person, nor what an action
 * asks for.
 *
 * @param key A secret of 16 bytes or more. Default: none.
 * @throws AdviceError for a shorter key.
 */
export function rowHasher(key?: Uint8Array): RowHasher {
  if (key === undefined) {
    return {
      kind: 'sha256',
      hash: (values) => hexadecimal(sha256(bytesOf(values))),
    };
  }
  if (key.length < leastKeyBytes) {
    throw new AdviceError(
      `rowHasher: a key cannot be guessed (expected ${leastKeyBytes} bytes or more, got ${key.length}). ` +
        'Make one of random bytes: openssl rand -base64 32.',
    );
  }
  return {
    kind: 'hmac-sha256',
    hash: (values) => hexadecimal(hmacSha256(key, bytesOf(values))),
  };
}

const encoder = new TextEncoder();

const bytesOf = (values: ReadableRow): Uint8Array => encoder.encode(canonicalJson(values));

function hexadecimal(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
