import { TrainingError } from '../training-error.ts';
import type { Draw } from './point-set.ts';

/** A named choice of a draw; a missing one is a bug of the point set, said by name. */
export function drawn<Leaf>(draw: Draw<Leaf>, name: string): Leaf {
  const found = draw[name];
  if (found === undefined) {
    throw new TrainingError(
      `points: internal: a draw must hold what its point set reads (expected "${name}", got ${Object.keys(draw).join(', ')}).`,
    );
  }
  return found;
}
