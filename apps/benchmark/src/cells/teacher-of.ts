import { teacherVariantOf } from '@cfq/training';
import type { Parts } from '../plugins/parts.ts';
import type { CellSettings } from './cell-settings.ts';
import { recipeOf } from './recipe-of.ts';

/**
 * The way in which the teacher of a cell is trained, as text that is equal for equal ways: the variant, with cost and
 * constraints for one that looks at its own recourse.
 */
export function teacherOf(settings: CellSettings, parts: Parts): string {
  const variant = teacherVariantOf(recipeOf(settings, parts));
  return variant === 'standard' ? variant : [variant, settings.cost, settings.constraints].join(' ');
}
