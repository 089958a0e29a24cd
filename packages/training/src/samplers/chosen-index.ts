import { TrainingError } from '../training-error.ts';
import type { SampleIndices } from './sampler.ts';

/** A named choice of a draw; a missing one is a bug of the sampler, said by name. */
export function chosenIndex<Leaf>(indices: SampleIndices<Leaf>, name: string): Leaf {
  const found = indices[name];
  if (found === undefined) {
    throw new TrainingError(
      `sampler: internal: a draw must hold what its sampler reads (expected "${name}", got ${Object.keys(indices).join(', ')}).`,
    );
  }
  return found;
}
