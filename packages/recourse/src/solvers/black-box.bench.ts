import { datasets, prepareDataset } from '@cfq/datasets';
import { createCompileScope, ndarray, type NDArray } from '@cfq/jit';
import { bench, describe } from 'vitest';

import { actionSetFromFeatureSpace } from '../actions/action-set-from-feature-space.ts';
import { denseLogits, denseMargin } from '../testing/dense-network.ts';
import { blackBox } from './black-box.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import type { RecourseResult } from './recourse-result.ts';
import { slp } from './slp.ts';
import { trainNetwork } from './testing/train-network.ts';

/** What black-box pays for not knowing gradients: its costs against the best we have, on networks that have them. */
const worlds = [
  { name: 'adult', hidden: [128, 64], steps: 1200, people: 300 },
  { name: 'german', hidden: [64, 32], steps: 300, people: 300 },
] as const;

/** Mean cost over that of the reference, of those who have both, and how many have the reference alone. */
function gapOf(found: RecourseResult, best: RecourseResult): string {
  return found.byMargin
    .map(({ kappa, cost, valid }, level) => {
      const other = best.byMargin[level]!;
      const both = Array.from(valid.keys()).filter((row) => valid[row] === 1 && other.valid[row] === 1);
      const total = (costs: Float32Array) => both.reduce((sum, row) => sum + costs[row]!, 0);
      const lost = other.valid.reduce((sum, ok, row) => sum + Number(ok === 1 && valid[row] === 0), 0);
      return `κ ${kappa}: ${(100 * (total(cost) / total(other.cost) - 1)).toFixed(2)} %, ${lost} not found`;
    })
    .join('; ');
}

for (const { name, hidden, steps, people } of worlds) {
  const scope = createCompileScope();
  const { featureSpace, train, test } = prepareDataset(await datasets[name].load(), { seed: 0 });
  const { width } = featureSpace;
  const parameters = await trainNetwork(train.x, train.y, hidden, steps, 0);
  const rowOf = (x: NDArray, row: number) => x.data.subarray(row * width, (row + 1) * width);
  const denied = Array.from(test.y.keys())
    .filter((row) => denseMargin(parameters, rowOf(test.x, row)) <= 0)
    .slice(0, people);
  const x = ndarray(new Float32Array(denied.length * width), [denied.length, width]);
  denied.forEach((row, i) => {
    x.data.set(rowOf(test.x, row), i * width);
  });
  const problem = (options: object): RecourseProblem<object> => ({
    model: { logits: denseLogits, parameters, target: 1 },
    ...{ scope, x, actionSet: actionSetFromFeatureSpace(featureSpace), cost: { norm: 'l1' }, seed: 0 },
    margins: [0, 0.2, 0.4, 0.8],
    options,
  });
  const best = await slp.solve(problem({ preset: 'exhaustive' }));
  const runs = [
    { label: 'slp, thorough', solve: () => slp.solve(problem({ preset: 'thorough' })) },
    { label: 'black-box, fast', solve: () => blackBox.solve(problem({ preset: 'fast' })) },
    { label: 'black-box, thorough', solve: () => blackBox.solve(problem({ preset: 'thorough' })) },
    {
      label: 'black-box, thorough, without its polish',
      solve: () => blackBox.solve(problem({ preset: 'thorough', polish: 0 })),
    },
  ];
  for (const { label, solve } of runs) {
    const started = process.cpuUsage();
    const found = await solve();
    const { user, system } = process.cpuUsage(started);
    process.stdout.write(
      `${name}, ${denied.length} people, ${label}: cost over that of slp, exhaustive: ${gapOf(found, best)}; ` +
        `${((user + system) / denied.length).toFixed(0)} ms of processor time per 1000 people\n`,
    );
  }
  describe(`${name}, network ${width}-${hidden.join('-')}-2, ${denied.length} denied people, four margins`, () => {
    for (const { label, solve } of runs) {
      bench(
        label,
        async () => {
          await solve();
        },
        { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 },
      );
    }
  });
}
