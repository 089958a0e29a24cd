import type { Allocator, Sensitivity } from '@cfq/bit-allocation';
import { TrainingError } from '../../training-error.ts';
import { allocatedBits } from './allocated-bits.ts';
import { learnedBits } from './learned-bits.ts';
import { measuredBits } from './measured-bits.ts';
import type { BitStage } from './bit-stage.ts';

/** What {@link composedBits} puts together. */
export interface ComposedBitsOptions {
  readonly allocator: Allocator;
  /** For an allocator that chooses by losses. */
  readonly sensitivity?: Sensitivity | undefined;
  /** See `measuredBits`. */
  readonly trials?: boolean;
}

/**
 * The stage that an allocator and a sensitivity make, by what the allocator needs. A kind of need without its stage is a type
 * error here.
 *
 * @throws TrainingError for an allocator of losses without a sensitivity.
 */
export function composedBits({ allocator, sensitivity, trials = false }: ComposedBitsOptions): BitStage {
  switch (allocator.needs) {
    case 'nothing':
      return allocatedBits(allocator);
    case 'policy':
      return learnedBits(allocator);
    case 'losses':
      if (sensitivity === undefined) {
        throw new TrainingError(
          `composedBits: "${allocator.name}" chooses by what is measured (expected a sensitivity, got none). Name one.`,
        );
      }
      return measuredBits({ sensitivity, allocator, trials });
    default:
      return allocator satisfies never;
  }
}
