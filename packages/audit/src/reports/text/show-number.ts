import { formatNumber } from '../../numbers/format-number.ts';
import type { AuditNumber } from '../../result/numbers.ts';

/** A measured number as people read it; `> 0.8` where it is beyond all that was measured. */
export function showValue(number: AuditNumber): string {
  const { value, above } = number;
  return value === null && above !== null ? `> ${showUnit(number, above)}` : showUnit(number, value);
}

/** Its interval, `0.12 to 0.83 %`; empty where there is none. An end beyond all that was measured is ∞. */
export function showInterval(number: AuditNumber): string {
  const { lower, upper, interval } = number;
  if (interval === 'none') return '';
  const [from, to] = [showUnit(number, lower ?? -Infinity), showUnit(number, upper ?? Infinity)];
  const unit = / .*$/u.exec(to)?.[0] ?? '';
  return `${unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from} to ${to}`;
}

/** Any value in the unit of a number, logits named. */
export function showUnit(number: Pick<AuditNumber, 'unit' | 'digits'>, value: number | null): string {
  const text = formatNumber(value, number);
  return number.unit === 'logits' && value !== null ? `${text} logits` : text;
}

/** A logit margin of one person, signed; margins close to 0 with one more digit. */
export function showMargin(margin: number): string {
  const size = Math.abs(margin);
  const text = size >= 0.0005 || size === 0 ? size.toFixed(3) : size.toFixed(4);
  return `${margin < 0 ? '−' : '+'}${text}`;
}

/** A count with separators: `16,281`. */
export function showCount(count: number): string {
  return count.toLocaleString('en');
}

/** A share in percent; `–` where it is undefined. */
export function showShare(share: number | null, digits = 1): string {
  return formatNumber(share, { unit: 'percent', digits });
}

/** Bytes as people read them: `1,620 bytes`, `48.2 KiB`. */
export function showBytes(bytes: number): string {
  if (bytes < 10_240) return `${showCount(bytes)} bytes`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]!}`;
}

/** The first digits of a hash. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12);
}
