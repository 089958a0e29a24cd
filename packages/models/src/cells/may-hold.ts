import type { Cell } from './cell.ts';

/**
 * Whether a number in a cell may be that of somebody who has a value: it lies within the feature's bounds and on its grid,
 * and the schema does not call it a code.
 */
export function mayHold({ feature, offset, scale }: Cell & { kind: 'number' }, value: number): boolean {
  const { special = {}, step, lower, upper } = feature;
  const raw = value * scale + offset;
  const differs = (one: number, other: number): boolean =>
    Math.abs(one - other) > 1e-6 * Math.max(1, Math.abs(other));
  if (Object.keys(special).some((word) => !differs(raw, Number(word)))) return false;
  if (step !== undefined && differs(raw / step, Math.round(raw / step))) return false;
  const encoded = (raw - feature.offset) / feature.scale;
  return encoded >= lower && encoded <= upper;
}
