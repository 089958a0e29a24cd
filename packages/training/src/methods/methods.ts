import { catalogueOf, partNamed } from '@cfq/parts';
import { TrainingError } from '../training-error.ts';
import * as entries from './catalogue.ts';
import type { Method } from '../recipe/method.ts';

/** Every method of this package by name. */
export const methods = catalogueOf(entries);

/** Names of the methods of this package. */
export type MethodName = keyof typeof methods;

/**
 * The method of a name.
 *
 * @throws TrainingError for an unknown name, listing the known ones.
 */
export function method(name: string): Method {
  return partNamed<Method>('method', methods, name, TrainingError);
}
