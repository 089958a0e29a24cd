import {
  counterfactualGradientSensitivity,
  counterfactualMarginSensitivity,
  defaultCandidates,
  greedyAllocation,
  knapsackAllocation,
  lossSensitivity,
  uniformAllocation,
  type Allocation,
} from '@cfq/bit-allocation';
import { quantizer } from '@cfq/quantizers';
import { randomStream, type NDArray } from '@cfq/jit';
import { TrainingError } from '../training-error.ts';
import { fitStudent } from './fit-student.ts';
import { proposeAllocations } from './propose-allocations.ts';
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
import { sensitivityProblem } from './sensitivity-problem.ts';
import type { StudentParameters } from '../scheme/student-form.ts';
import type { StudentEpochRecord } from '../student/student.ts';

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
  if (fixedBits !== undefined) {
    return { allocation: layers.map(({ layer }) => ({ layer, bits: fixedBits })), start: null };
  }
  if (recipe.allocator === 'uniform')
    return { allocation: uniformAllocation({ layers, budgetBits }), start: null };
  if (recipe.allocator === 'gumbel') return searchBits(problem, history);
  const measured = sensitivityProblem({
    teacher,
    weights: { quantizer: quantizer(recipe.weights.quantizer), perChannel },
    candidates,
    rows: dataset.train,
    recourse: recourse ?? undefined,
    signal,
  });
  if (recipe.allocator === 'loss-knapsack') {
    const { lossIncrease } = await lossSensitivity.measure(measured);
    return {
      allocation: knapsackAllocation({ layers, candidates, loss: lossIncrease, budgetBits }),
      start: null,
    };
  }
  if (recourse === null) {
    throw new TrainingError('trainStudent: internal: this allocator measures at recourse points (got none).');
  }
  if (recipe.allocator === 'counterfactual-gradient') {
    const { lossIncrease } = await counterfactualGradientSensitivity.measure(measured);
    return {
      allocation: greedyAllocation({ layers, candidates, loss: lossIncrease, budgetBits }),
      start: null,
    };
  }
  const { lossIncrease } = await counterfactualMarginSensitivity.measure(measured);
  const proposals = proposeAllocations({ layers, candidates, budgetBits, loss: lossIncrease });
  return { allocation: await tryAllocations(problem, proposals, history), start: null };
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
