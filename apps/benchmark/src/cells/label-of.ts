import { defaultBackbone, variantLabel } from './cell-settings.ts';
import type { PlannedCell } from '../runner/plan-cells.ts';

/** `german lsq 4 bits seed 0`, and what differs from the defaults: how progress and errors name a cell. */
export function labelOf({ settings }: Pick<PlannedCell, 'settings'>): string {
  const { dataset, method, budgetBits, seed, backbone } = settings;
  const variant = variantLabel(settings);
  return [
    `${dataset} ${method} ${budgetBits} bits seed ${seed}`,
    ...(backbone === defaultBackbone ? [] : [backbone]),
    ...(variant === '' ? [] : [variant]),
  ].join(', ');
}
