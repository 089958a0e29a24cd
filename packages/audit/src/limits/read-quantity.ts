import type { AuditMetric } from '../numbers/audit-metrics.ts';

const written = /^([-+−]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%|points?|pp)?$/i;

/** Whether a number of this unit may be written as a percentage. */
export function takesPercent({ unit }: Pick<AuditMetric, 'unit'>): boolean {
  return unit === 'percent' || unit === 'points' || unit === 'share' || unit === 'relative';
}

/**
 * A quantity as people write it: `0.005`, `0.5 %`, `0.5 points` (the last two are the same).
 *
 * @returns the fraction; undefined where the text is none, or has a percent sign where that has no meaning
 */
export function readQuantity(text: string | number, percent: boolean): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined;
  const [, digits, unit] = written.exec(text.trim()) ?? [];
  if (digits === undefined || (unit !== undefined && !percent)) return undefined;
  const number = Number(digits.replace('−', '-'));
  return unit === undefined ? number : number / 100;
}
