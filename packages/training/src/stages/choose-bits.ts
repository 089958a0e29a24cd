import {
  defaultCandidates,
  greedyAllocation,
  knapsackAllocation,
  uniformAllocation,
  type Allocation,
} from '@cfq/bit-allocation';
import type { Split } from '@cfq/datasets';
import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { TrainingError } from '../training-error.ts';
import { fitStudent } from './fit-student.ts';
import { proposeAllocations } from './propose-allocations.ts';
import { recourseGradient } from './recourse-gradient.ts';
import { hardenAndSpend, nextMultiplier, policyAverageBits, policyProbabilities } from './search-bits.ts';
import {
  begin,
  epochs,
  formOf,
  searchEpochs,
  shared,
  trialEpochs,
  type TrainQuantizedProblem,
} from './student-run.ts';
import { taskSensitivity } from './task-sensitivity.ts';
import type { StudentParameters } from '../scheme/student-form.ts';
import type { StudentEpochRecord } from '../student/student.ts';

/** Training rows that the rise of the task loss is measured on, at most. */
const measuredRows = 4096;

/**
 * The bits of every layer, by the recipe's allocator, and the parameters that a learned policy arrived at with them (null
 * where training starts from the teacher).
 */
export async function chooseBits(
  problem: TrainQuantizedProblem,
  history: StudentEpochRecord[],
): Promise<{ readonly allocation: Allocation; readonly start: StudentParameters<NDArray> | null }> {
  const { recipe, teacher, dataset, recourse, budgetBits, signal } = problem;
  const { layers } = teacher.model;
  const { fixedBits, perChannel } = recipe.weights;
  const candidates = defaultCandidates;
  const stop = signal ? { signal } : {};
  if (fixedBits !== undefined) {
    return { allocation: layers.map(({ layer }) => ({ layer, bits: fixedBits })), start: null };
  }
  if (recipe.allocator === 'uniform')
    return { allocation: uniformAllocation({ layers, budgetBits }), start: null };
  if (recipe.allocator === 'gumbel') return searchBits(problem, history);
  if (recipe.allocator === 'loss-knapsack') {
    const { x, y } = firstRows(dataset.train, measuredRows);
    const { rise } = await taskSensitivity({ teacher, x, y, candidates, perChannel, ...stop });
    return { allocation: knapsackAllocation({ layers, candidates, loss: rise, budgetBits }), start: null };
  }
  if (recourse === null) {
    throw new TrainingError('trainStudent: internal: this allocator measures at recourse points (got none).');
  }
  if (recipe.allocator === 'counterfactual-gradient') {
    const { x, delta } = recourse;
    const settings = { teacher, x, delta, candidates, perChannel, form: 'first-order' } as const;
    const { rise } = await recourseGradient({ ...settings, ...stop });
    return { allocation: greedyAllocation({ layers, candidates, loss: rise, budgetBits }), start: null };
  }
  const { proposals } = await proposeAllocations({
    teacher,
    recourse,
    candidates,
    budgetBits,
    perChannel,
    ...stop,
  });
  return { allocation: await tryAllocations(problem, proposals, history), start: null };
}

/** The first rows of a split, at most `most`. */
function firstRows({ x, y }: Split, most: number): { readonly x: NDArray; readonly y: Int32Array } {
  const rows = Math.min(most, y.length);
  const width = x.shape[1];
  return { x: ndarray(x.data.subarray(0, rows * width), [rows, width]), y: y.subarray(0, rows) };
}

/** The proposal whose short training run ends with the lowest objective; the first of equals. */
async function tryAllocations(
  problem: TrainQuantizedProblem,
  proposals: readonly Allocation[],
  history: StudentEpochRecord[],
): Promise<Allocation> {
  const [first, ...others] = proposals;
  if (first === undefined) {
    throw new TrainingError('trainStudent: internal: there must be an allocation to try (got none).');
  }
  const { recipe, seed, steps, onProgress } = problem;
  if (others.length === 0 || steps === 0) return first;
  const weights = recipe.terms.map(({ weight }) => weight);
  let best = { allocation: first, loss: Infinity };
  for (const allocation of proposals) {
    const form = formOf(problem, allocation);
    let loss = Infinity;
    await fitStudent({
      ...shared(problem, form, weights),
      start: await begin(problem, form),
      stream: randomStream(seed, 'student', recipe.name, 'trial'),
      steps: (steps / epochs) * trialEpochs,
      onEpoch: ({ epoch, losses }) => {
        loss = losses['loss'] ?? Number.NaN;
        const record: StudentEpochRecord = {
          phase: 'trial',
          epoch,
          epochs: trialEpochs,
          losses,
          validationLoss: Number.NaN,
          allocation,
        };
        history.push(record);
        onProgress?.(record);
        return weights;
      },
    });
    if (loss < best.loss) best = { allocation, loss };
  }
  return best.allocation;
}

/** Trains weights and policy together, then hardens the policy within the budget. */
async function searchBits(
  problem: TrainQuantizedProblem,
  history: StudentEpochRecord[],
): Promise<{ readonly allocation: Allocation; readonly start: StudentParameters<NDArray> }> {
  const { recipe, teacher, budgetBits, seed, steps, onProgress } = problem;
  const { layers } = teacher.model;
  const form = formOf(problem, null);
  const start = await begin(problem, form);
  const found = await fitStudent({
    ...shared(
      problem,
      form,
      recipe.terms.map(({ weight }) => weight),
    ),
    start,
    stream: randomStream(seed, 'student', recipe.name, 'search'),
    steps: (steps / epochs) * searchEpochs,
    onEpoch: ({ epoch, parameters, losses, weights, policyGradient }) => {
      const logits = parameters.policy[0]!;
      const expected = policyAverageBits(layers, defaultCandidates, logits);
      const at = recipe.terms.findIndex(({ term }) => term.kind === 'bits');
      const record: StudentEpochRecord = {
        phase: 'search',
        epoch,
        epochs: searchEpochs,
        losses,
        validationLoss: Number.NaN,
        policy: policyProbabilities(logits),
        ...(policyGradient === undefined ? {} : { policyGradient }),
        ...(at < 0 ? {} : { multiplier: weights[at]! }),
      };
      history.push(record);
      onProgress?.(record);
      return weights.map((weight, index) =>
        index === at ? nextMultiplier(weight, expected, budgetBits) : weight,
      );
    },
  });
  const allocation = hardenAndSpend(layers, defaultCandidates, found.policy[0]!, budgetBits);
  return { allocation, start: { ...found, policy: [] } };
}
