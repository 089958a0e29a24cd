import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/**
 * SHA-256 of plain data in its canonical spelling, as 64 hexadecimal digits: independent of the order of
 * keys, and different for `NaN`, `null`, `0` and `-0`.
 *
 * @param value see {@link canonicalJson}
 * @throws BenchmarkError where the value is not plain data
 */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}
