import { catalogueOf, partNamed } from '@cfq/parts';
import { QuantizerError } from './quantizer-error.ts';
import type { Quantizer } from './quantizer.ts';
import * as entries from './quantizers/catalogue.ts';

/** Every quantizer of this package, by name. */
export const quantizers = catalogueOf(entries);

/** Names of the quantizers of this package. */
export type QuantizerName = keyof typeof quantizers;

/**
 * The quantizer of a name.
 *
 * @throws QuantizerError for an unknown name, listing the known ones.
 */
export function quantizer(name: string): Quantizer {
  return partNamed<Quantizer>('quantizer', quantizers, name, QuantizerError);
}
