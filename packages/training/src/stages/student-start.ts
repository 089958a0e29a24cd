import { distilFresh } from './distil-fresh.ts';
import { pruneByMagnitude, type WeightMasks } from './prune-by-magnitude.ts';
import type { NDArray } from '@cfq/jit';
import type { ModelParameters } from '../model/model.ts';
import type { TrainQuantizedProblem } from './student-run.ts';

/** The full-precision model that is quantized. */
export interface StudentStart {
  readonly parameters: ModelParameters;
  /** Weights that stay zero; none where nothing is pruned. */
  readonly masks: readonly WeightMasks<NDArray>[];
}

/** What a recipe quantizes: the teacher, or a fresh model that learned from it; without its smallest weights where it prunes. */
export async function studentStart(
  problem: Pick<TrainQuantizedProblem, 'recipe' | 'teacher' | 'dataset' | 'seed' | 'threads' | 'signal'>,
): Promise<StudentStart> {
  const { recipe, teacher } = problem;
  const parameters = recipe.start === 'distilled' ? await distilFresh(problem) : teacher.parameters;
  const { pruned } = recipe.training;
  if (pruned === undefined) return { parameters, masks: [] };
  const { parameters: kept, masks } = pruneByMagnitude(parameters, pruned);
  return { parameters: kept, masks: [masks] };
}
