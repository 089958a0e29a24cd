import { catalogueOf, partNamed } from '@cfq/parts';
import { AllocationError } from '../allocation-error.ts';
import * as entries from './catalogue.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Every sensitivity of this package, by name. */
export const sensitivities = catalogueOf(entries);

/** Names of the sensitivities of this package. */
export type SensitivityName = keyof typeof sensitivities;

/**
 * The sensitivity of a name.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function sensitivity(name: string): Sensitivity {
  return partNamed<Sensitivity>('sensitivity', sensitivities, name, AllocationError);
}
