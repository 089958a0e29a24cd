import type { AuditNumber } from '@cfq/audit';

/** The numbers that short tables show, as limits call them; at issue margins 0 and 0.2 where they have one. */
const leading = ['flips', 'vd@0', 'vd@0.2', 'near-miss', 'over-grant', 'drift'];

/** Of measured numbers those that limits name, and the leading ones. */
export function cardNumbers(
  numbers: readonly AuditNumber[],
  limited: readonly string[],
): Record<string, number | null> {
  const shown = new Set([...limited, ...leading]);
  return Object.fromEntries(numbers.filter(({ id }) => shown.has(id)).map(({ id, value }) => [id, value]));
}
