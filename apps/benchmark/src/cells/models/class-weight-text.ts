import type { CellSettings } from '../cell-settings.ts';

/** Class weights as they are typed: `none`, `balanced`, or `favourable:unfavourable`. */
export function classWeightText(weights: CellSettings['classWeights']): string {
  return typeof weights === 'string' ? weights : `${weights.favourable}:${weights.unfavourable}`;
}
