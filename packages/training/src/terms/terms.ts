import { catalogueOf, partNamed } from '@cfq/parts';
import { TrainingError } from '../training-error.ts';
import * as entries from './catalogue.ts';
import type { ObjectiveTerm } from './objective-term.ts';

/** Every objective term of this package by name, with its default options. */
export const terms = catalogueOf(entries);

/** Names of the terms of this package. */
export type TermName = keyof typeof terms;

/**
 * The term of a name, with its default options.
 *
 * @throws TrainingError for an unknown name, listing the known ones.
 */
export function objectiveTerm(name: string): ObjectiveTerm {
  return partNamed<ObjectiveTerm>('term', terms, name, TrainingError);
}
