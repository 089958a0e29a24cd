import type { BoundModel } from '@cfq/models';
import type { FileInterface, Network } from '@cfq/network';
import { CompressionError } from '../compression-error.ts';

/**
 * What a teacher's file must be for another one to take its place.
 *
 * @throws CompressionError for a black box, and for inputs that cannot be stated
 */
export function substitutable(
  caller: string,
  { network, blackBox, file, ...teacher }: BoundModel,
): {
  readonly network: Network;
  readonly interface: FileInterface;
} {
  if (network === null) {
    throw new CompressionError(
      `${caller}: ${file.name} is a network of dense layers (expected weights in the open, got a black box: ` +
        `${blackBox ?? 'nothing was recognised'}) It can be audited against a smaller file that its own tools make (cfq audit).`,
    );
  }
  if (teacher.interface === null) {
    throw new CompressionError(
      `${caller}: another file takes the place of ${file.name} (expected inputs that hold numbers and categories column by ` +
        'column, got some that cannot be stated so, such as a number that stands for a missing value and may be a value as well). ' +
        'Give the file a code for it that nobody can have, or missing values as they are.',
    );
  }
  return { network, interface: teacher.interface };
}
