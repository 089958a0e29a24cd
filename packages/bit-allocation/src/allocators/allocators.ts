import { catalogueOf, partNamed } from '@cfq/parts';
import { AllocationError } from '../allocation-error.ts';
import type { Allocator } from './allocator.ts';
import * as entries from './catalogue.ts';

/** Every allocator of this package, by name. */
export const allocators = catalogueOf(entries);

/** Names of the allocators of this package. */
export type AllocatorName = keyof typeof allocators;

/**
 * The allocator of a name.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function allocator(name: string): Allocator {
  return partNamed<Allocator>('allocator', allocators, name, AllocationError);
}
