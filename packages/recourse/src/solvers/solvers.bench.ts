import { datasets, prepareDataset } from '@cfq/datasets';
import { createCompileScope, ndarray, type NDArray } from '@cfq/jit';
import { bench, describe } from 'vitest';

import { actionSetFromFeatureSpace } from '../actions/action-set-from-feature-space.ts';
import { pgd } from './pgd.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import { slp } from './slp.ts';
import { denseLogits, denseMargin } from '../testing/dense-network.ts';
import { trainNetwork } from './testing/train-network.ts';

const people = 2000;
const scope = createCompileScope();
const { featureSpace, train, test } = prepareDataset(await datasets.adult.load(), { seed: 0 });
const { width } = featureSpace;
const parameters = await trainNetwork(train.x, train.y, [128, 64], 1200, 0);

const rowOf = (x: NDArray, row: number) => x.data.subarray(row * width, (row + 1) * width);
const denied = Array.from(test.y.keys())
  .filter((row) => denseMargin(parameters, rowOf(test.x, row)) <= 0)
  .slice(0, people);
const x = ndarray(new Float32Array(people * width), [people, width]);
denied.forEach((row, i) => {
  x.data.set(rowOf(test.x, row), i * width);
});

const problem = (margins: readonly number[], options: object): RecourseProblem<object> => ({
  model: { logits: denseLogits, parameters, target: 1 },
  scope,
  x,
  actionSet: actionSetFromFeatureSpace(featureSpace),
  cost: { norm: 'l1' },
  margins,
  seed: 0,
  options,
});

/** Processor time (the wall clock tells more of the neighbours), mean cost and people without an answer. */
async function describeQuality(name: string, solve: () => ReturnType<typeof slp.solve>): Promise<void> {
  const started = process.cpuUsage();
  const { byMargin } = await solve();
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / people;
  const quality = byMargin.map(({ kappa, cost, valid }) => {
    const found = cost.filter((_, row) => valid[row] === 1);
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    return `κ ${kappa}: mean cost ${mean.toFixed(4)}, ${people - found.length} not found`;
  });
  process.stdout.write(
    `${name}: ${milliseconds.toFixed(0)} ms of processor time per 1000 people; ${quality.join('; ')}\n`,
  );
}

const all = [0, 0.2, 0.4, 0.8];
const runs = [
  { name: 'slp, fast, one margin', solve: () => slp.solve(problem([0.2], { preset: 'fast' })) },
  { name: 'pgd, fast, one margin', solve: () => pgd.solve(problem([0.2], { preset: 'fast' })) },
  { name: 'pgd, paper, one margin', solve: () => pgd.solve(problem([0.2], { preset: 'paper' })) },
  { name: 'slp, thorough, four margins', solve: () => slp.solve(problem(all, { preset: 'thorough' })) },
  { name: 'pgd, thorough, four margins', solve: () => pgd.solve(problem(all, { preset: 'thorough' })) },
  { name: 'slp, exhaustive, four margins', solve: () => slp.solve(problem(all, { preset: 'exhaustive' })) },
];

for (const { name, solve } of runs) {
  await solve();
  await describeQuality(name, solve);
}

describe(`Adult, network ${width}-128-64-2, ${people} denied people`, () => {
  for (const { name, solve } of runs) {
    bench(
      name,
      async () => {
        await solve();
      },
      { iterations: 3, time: 0, warmupIterations: 0, warmupTime: 0 },
    );
  }
});
