/*
 * Every method of recourse on the same people a trained network denies, and on those a linear model denies: how many get an
 * action, at what cost beside the cheapest known, in what time; and with the published form, which knows no constraints,
 * how many of its actions break the action set.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { createCompileScope, ndarray, randomStream, takeRows, type NDArray } from '@cfq/jit';
import {
  actionSetFromFeatureSpace,
  assertFeasible,
  InfeasibleActionError,
  slp,
  solvers,
  type RecourseSolver,
} from '@cfq/recourse';
import { mlp, modelLogits, networkOfModel, predictModel, trainTeacher } from '@cfq/training';
import { processorMilliseconds } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    datasets: { type: 'string', default: 'german,adult' },
    methods: { type: 'string', default: '' },
    hidden: { type: 'string', default: '64,32' },
    policy: { type: 'string', default: 'actionable' },
    kappa: { type: 'string', default: '0.2' },
    people: { type: 'string', default: '100' },
    seed: { type: 'string', default: '0' },
  },
});

const seed = Number(flags.seed);
const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;
const chosen = Object.values<RecourseSolver>(solvers).filter(
  ({ name }) => flags.methods === '' || flags.methods.split(',').includes(name),
);

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);
const say = (...cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells.map((cell, at) => (at < 3 ? cell.padEnd(at === 2 ? 26 : 9) : cell.padStart(13))).join('')}\n`,
  );

/** The share of valid actions that break the action set. */
function broken(
  x: NDArray,
  delta: NDArray,
  valid: Uint8Array,
  actionSet: Parameters<typeof assertFeasible>[2],
): number {
  const rows = Array.from(valid.keys()).filter((row) => valid[row] === 1);
  const breaks = rows.filter((row) => {
    try {
      assertFeasible(takeRows(x, [row]), takeRows(delta, [row]), actionSet);
    } catch (error) {
      if (error instanceof InfeasibleActionError) return true;
      throw error;
    }
    return false;
  });
  return breaks.length / rows.length;
}

say('data', 'model', 'method', 'served', 'cost', 'ms a person', 'as published', 'cost', 'forbidden');
for (const name of flags.datasets.split(',')) {
  const dataset = await known[name]!.load({});
  const split = prepareDataset(dataset, { seed });
  const actionSet = actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, flags.policy));
  for (const hidden of [flags.hidden.split(',').map(Number), []]) {
    await using scope = createCompileScope();
    const model = mlp({ inputWidth: actionSet.width, hidden });
    const cost = { norm: 'l1' } as const;
    const { parameters } = await trainTeacher({ scope, actionSet, cost, seed, model, dataset: split });
    const logits = (await predictModel(model, parameters, split.test.x, { scope })).data;
    const denied = Array.from({ length: logits.length / 2 }, (_, row) => row).filter(
      (row) => logits[2 * row + 1]! <= logits[2 * row]!,
    );
    const order = randomStream(seed, 'recourse methods').permutation(denied.length).data;
    const x = takeRows(
      split.test.x,
      Array.from(order.subarray(0, Number(flags.people)), (at) => denied[at]!),
    );
    const solve = async (solver: RecourseSolver, options: object) => {
      const before = processorMilliseconds();
      const { byMargin } = await solver.solve({
        model: {
          logits: modelLogits(model),
          parameters,
          network: networkOfModel(model, parameters),
          target: 1,
        },
        ...{ x, actionSet, cost, seed, scope, options },
        margins: [Number(flags.kappa)],
        reference: solver.reference === 'required' ? split.train.x : undefined,
      });
      return { ...byMargin[0]!, time: (processorMilliseconds() - before) / x.shape[0]! };
    };
    const best = await solve(slp, { preset: 'exhaustive' });
    const cells = (found: Awaited<ReturnType<typeof solve>>) => {
      const both = Array.from(best.cost.keys()).filter(
        (row) => found.valid[row] === 1 && best.cost[row]! > 0,
      );
      const sum = (of: Float32Array) => both.reduce((total, row) => total + of[row]!, 0);
      const served = found.valid.reduce((total, ok) => total + ok, 0) / found.valid.length;
      return [percent(served), (sum(found.cost) / sum(best.cost)).toFixed(3)] as const;
    };
    for (const solver of chosen) {
      if (solver.models === 'linear' && hidden.length > 0) continue;
      const found = await solve(solver, {});
      const published = await solve(solver, { asPublished: true });
      say(
        ...[name, hidden.length > 0 ? 'network' : 'linear', solver.name],
        ...[...cells(found), found.time.toFixed(1)],
        ...cells(published),
        percent(broken(x, ndarray(published.delta.data, x.shape), published.valid, actionSet)),
      );
    }
  }
}
