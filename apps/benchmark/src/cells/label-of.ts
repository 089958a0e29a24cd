import { defaultPolicy } from './actions/actions-setting.ts';
import { defaultBackbone, variantLabel, type CellSettings } from './cell-settings.ts';

/** `german lsq 4 bits seed 0`, and what differs from the defaults: how progress and errors name a cell. */
export function labelOf({ settings }: { readonly settings: CellSettings }): string {
  const { dataset, method, budgetBits, seed, backbone } = settings;
  const variant = variantLabel(
    settings.actions === defaultPolicy ? { ...settings, actions: undefined } : settings,
  );
  return [
    `${dataset} ${method} ${budgetBits} bits seed ${seed}`,
    ...(backbone === defaultBackbone ? [] : [backbone]),
    ...(variant === '' ? [] : [variant]),
  ].join(', ');
}
