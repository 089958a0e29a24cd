import { averageBits } from '@cfq/bit-allocation';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { syntheticProblem } from '../testing/synthetic-problem.ts';
import { teacherRecourse } from '../recourse/teacher-recourse.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { proposeAllocations } from './propose-allocations.ts';

const candidates = [2, 3, 4, 8];

it('proposes the optimum of what was measured first, then the others, each once and within the budget', async () => {
  const { dataset, model } = syntheticProblem();
  const teacher = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 8 } });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  const recourse = await teacherRecourse({ teacher, dataset, actionSet });
  for (const budgetBits of [2.2, 3.1, 4, 6]) {
    const settings = { teacher, recourse, candidates, budgetBits, perChannel: true };
    const { proposals, sensitivity } = await proposeAllocations(settings);
    const { layers } = model;
    let best = Infinity;
    for (const a of candidates) {
      for (const b of candidates) {
        for (const c of candidates) {
          const allocation = [a, b, c].map((bits, index) => ({ layer: layers[index]!.layer, bits }));
          if (averageBits(layers, allocation) > budgetBits) continue;
          const loss = [a, b, c].map((bits, index) => sensitivity.rise[index]![candidates.indexOf(bits)]!);
          best = Math.min(best, loss[0]! + loss[1]! + loss[2]!);
        }
      }
    }
    const first = proposals[0]!.map(({ bits }, layer) => sensitivity.rise[layer]![candidates.indexOf(bits)]!);
    expect(first.reduce((sum, loss) => sum + loss, 0)).toBeCloseTo(best, 10);
    const widths = proposals.map((allocation) => allocation.map(({ bits }) => bits).join('-'));
    expect(new Set(widths).size).toBe(proposals.length);
    for (const allocation of proposals)
      expect(averageBits(layers, allocation)).toBeLessThanOrEqual(budgetBits);
  }
}, 60_000);

it('measures that fewer bits move the margins more', async () => {
  const { dataset, model } = syntheticProblem();
  const teacher = await trainTeacher({ model, dataset, seed: 1, options: { epochs: 8 } });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  const recourse = await teacherRecourse({ teacher, dataset, actionSet });
  const { sensitivity } = await proposeAllocations({
    teacher,
    recourse,
    candidates,
    budgetBits: 4,
    perChannel: true,
  });
  expect(sensitivity.baseline).toBe(0);
  for (const rise of sensitivity.rise) expect(rise[0]!).toBeGreaterThan(rise[3]!);
}, 60_000);
