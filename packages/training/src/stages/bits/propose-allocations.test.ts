import { allocators, averageBits, counterfactualMarginSensitivity } from '@cfq/bit-allocation';
import { lsq } from '@cfq/quantizers';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { beforeAll, expect, it } from 'vitest';
import { teacherRecourse } from '../../recourse/teacher-recourse.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import { syntheticProblem } from '../../test-help/synthetic-problem.ts';
import { proposeAllocations } from './propose-allocations.ts';
import { sensitivityProblem } from './sensitivity-problem.ts';

const candidates = [2, 3, 4, 8];
const { dataset, model } = syntheticProblem();
const { layers } = model;
let loss: readonly (readonly number[])[] = [];
let baseline = Number.NaN;

beforeAll(async () => {
  const teacher = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 8 } });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  const recourse = await teacherRecourse({ teacher, dataset, actionSet });
  const weights = { quantizer: lsq, perChannel: true };
  const problem = sensitivityProblem({ teacher, weights, candidates, recourse });
  ({ lossIncrease: loss, baseline } = await counterfactualMarginSensitivity.measure(problem));
}, 60_000);

it('proposes the optimum of what was measured first, then the others, each once and within the budget', () => {
  for (const budgetBits of [2.2, 3.1, 4, 6]) {
    const proposals = proposeAllocations(allocators.knapsack, { layers, candidates, budgetBits, loss });
    let best = Infinity;
    for (const a of candidates) {
      for (const b of candidates) {
        for (const c of candidates) {
          const allocation = [a, b, c].map((bits, index) => ({ layer: layers[index]!.layer, bits }));
          if (averageBits(layers, allocation) > budgetBits) continue;
          const each = [a, b, c].map((bits, index) => loss[index]![candidates.indexOf(bits)]!);
          best = Math.min(best, each[0]! + each[1]! + each[2]!);
        }
      }
    }
    const first = proposals[0]!.map(({ bits }, layer) => loss[layer]![candidates.indexOf(bits)]!);
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(best, 10);
    const widths = proposals.map((allocation) => allocation.map(({ bits }) => bits).join('-'));
    expect(new Set(widths).size).toBe(proposals.length);
    for (const allocation of proposals)
      expect(averageBits(layers, allocation)).toBeLessThanOrEqual(budgetBits);
  }
});

it('measures that fewer bits move the margins more', () => {
  expect(baseline).toBe(0);
  for (const increase of loss) expect(increase[0]!).toBeGreaterThan(increase[3]!);
});
