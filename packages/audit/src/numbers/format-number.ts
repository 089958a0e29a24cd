import type { AuditMetric } from './audit-metrics.ts';

/** How a number is shown. */
export interface FormatNumberOptions {
  /** With as many digits as it has, up to six, instead of those of its kind: for limits, which nobody rounds. */
  readonly exact?: boolean | undefined;
  /** Whether it is a difference: percentages are then told in points. */
  readonly change?: boolean | undefined;
}

/** A number as people read it, in its unit: `0.50 %`, `0.30 points`, `0.950`, `–` where it is undefined. */
export function formatNumber(
  value: number | null,
  { unit, digits }: Pick<AuditMetric, 'unit' | 'digits'>,
  { exact = false, change = false }: FormatNumberOptions = {},
): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const hundredfold = unit === 'percent' || unit === 'points';
  const shown = hundredfold ? 100 * value : value;
  const text = exact ? String(Number(shown.toFixed(6))) : shown.toFixed(digits);
  if (unit === 'points' || (hundredfold && change)) return `${minus(text)} points`;
  return unit === 'percent' ? `${minus(text)} %` : minus(text);
}

function minus(text: string): string {
  return (/^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text).replace('-', '−');
}
