import { TrainingError } from '../../training-error.ts';
import { fromTeacher } from './from-teacher.ts';
import { pruneByMagnitude } from './prune-by-magnitude.ts';
import type { StartStage } from './start-stage.ts';

/** Options of {@link pruned}. */
export interface PrunedOptions {
  /** Share of all weights, those of the smallest magnitude, that become zero and stay zero; in (0, 1). */
  readonly share: number;
  /** What is pruned; default the teacher. */
  readonly of?: StartStage;
}

/**
 * A start without its smallest weights.
 *
 * @throws TrainingError when `share` is not between 0 and 1.
 */
export function pruned({ share, of = fromTeacher }: PrunedOptions): StartStage {
  if (!(share > 0 && share < 1)) {
    throw new TrainingError(
      `pruned: share is a share of the weights (expected a number in (0, 1), got ${share}). Set share.`,
    );
  }
  return {
    name: 'pruned',
    description: `${of.description}, without the smallest ${Math.round(100 * share)} % of its weights`,
    options: { share, of: of.name },
    async make(setting) {
      const { parameters, masks } = pruneByMagnitude((await of.make(setting)).parameters, share);
      return { parameters, masks: [masks] };
    },
  };
}
