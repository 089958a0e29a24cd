import type { Cell } from '../../cells/cell.ts';
import { variantLabel, type CellSettings } from '../../cells/cell-settings.ts';
import { defaultPolicy } from '../../cells/actions/actions-setting.ts';

/** What a line about a teacher begins with: all that the cells of its recourse have in common. */
export function teacherPlace(settings: CellSettings): string {
  return placeOf({ ...settings, overrides: {} });
}

/** What a line about a student begins with: all that tells its cell from others. */
export function studentPlace({ settings, method, budgetBits }: Cell): string {
  return `${placeOf(settings)}, ${method} at ${budgetBits} bits`;
}

function placeOf(settings: CellSettings): string {
  const { dataset, backbone, seed, actions } = settings;
  const variant = variantLabel({ ...settings, actions: actions === defaultPolicy ? undefined : actions });
  return [dataset, backbone, `seed ${seed}`, ...(variant === '' ? [] : [variant])].join(', ');
}
