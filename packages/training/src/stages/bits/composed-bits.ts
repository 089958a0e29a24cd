import type { Allocator, Sensitivity } from '@cfq/bit-allocation';
import { TrainingError } from '../../training-error.ts';
import { allocatedBits } from './allocated-bits.ts';
import { groupedBits } from './grouped-bits.ts';
import { learnedBits } from './learned-bits.ts';
import { measuredBits } from './measured-bits.ts';
import type { CostKind } from '../../costs/cost-tables.ts';
import type { BitStage } from './bit-stage.ts';

/** What {@link composedBits} puts together. */
export interface ComposedBitsOptions {
  readonly allocator: Allocator;
  /** For an allocator that chooses by losses, of all people or of groups. */
  readonly sensitivity?: Sensitivity | undefined;
  /** See `measuredBits`. */
  readonly trials?: boolean;
  /** What the budget counts; default `bits`. Of anything else the limit is what the widest width within the budget costs everywhere. */
  readonly spend?: CostKind | undefined;
}

/**
 * The stage that an allocator and a sensitivity make, by what the allocator needs. A kind of need without its stage is a type
 * error here.
 *
 * @throws TrainingError for an allocator of losses without a sensitivity, and for a policy that is to spend anything but bits.
 */
export function composedBits({
  allocator,
  sensitivity,
  trials = false,
  spend = 'bits',
}: ComposedBitsOptions): BitStage {
  switch (allocator.needs) {
    case 'nothing':
      return allocatedBits(allocator, spend);
    case 'policy':
      if (spend !== 'bits') {
        throw new TrainingError(
          `composedBits: "${allocator.name}" learns against bits (expected spend bits, got ${spend}). Take the knapsack.`,
        );
      }
      return learnedBits(allocator);
    case 'losses':
      return measuredBits({ sensitivity: named(allocator, sensitivity), allocator, trials, spend });
    case 'group-losses':
      return groupedBits({ sensitivity: named(allocator, sensitivity), allocator, spend });
    default:
      return allocator satisfies never;
  }
}

function named(allocator: Allocator, sensitivity: Sensitivity | undefined): Sensitivity {
  if (sensitivity !== undefined) return sensitivity;
  throw new TrainingError(
    `composedBits: "${allocator.name}" chooses by what is measured (expected a sensitivity, got none). Name one.`,
  );
}
