import { teacherVariantOf } from '@cfq/training';
import type { Parts } from '../plugins/parts.ts';
import { canonicalJson } from './canonical-json.ts';
import type { CellSettings } from './cell-settings.ts';
import { recipeOf } from './recipe-of.ts';

/**
 * The way in which the teacher of a cell is trained, as text that is equal for equal ways: the variant, with what people may do
 * and what it costs for one that looks at its own recourse.
 */
export function teacherOf(settings: CellSettings, parts: Parts): string {
  const variant = teacherVariantOf(recipeOf(settings, parts));
  if (variant === 'standard') return variant;
  const { actions, cost, constraints } = settings;
  return [variant, cost, constraints, ...(actions === undefined ? [] : [canonicalJson(actions)])].join(' ');
}
