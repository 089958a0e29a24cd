/*
 * Writes small problems and what `exact` proves of them, for `exact_marabou.py` to check with an independent verifier: people of
 * COMPAS, numbers continuous, one group.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset } from '@cfq/datasets';
import { createCompileScope, randomStream, takeRows } from '@cfq/jit';
import { actionSetFromFeatureSpace, exact, permittedRange, type ActionSet } from '@cfq/recourse';
import { mlp, modelLogits, networkOfModel, predictModel, trainTeacher } from '@cfq/training';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: 'exact-problems.json' },
    hidden: { type: 'string', default: '16,8' },
    people: { type: 'string', default: '200' },
    kappa: { type: 'string', default: '0.2' },
    sparsity: { type: 'string', default: '2' },
    seed: { type: 'string', default: '0' },
  },
});
const seed = Number(flags.seed);
const kappa = Number(flags.kappa);
const gap = 2e-4;

const dataset = await datasets.compas.load({});
const split = prepareDataset(dataset, { seed });
const given = actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, 'literature'));
const actionSet: ActionSet = {
  ...given,
  sparsity: Number(flags.sparsity),
  features: given.features.map(({ grid, ...feature }) =>
    grid === undefined ? feature : { ...feature, upper: Math.min(feature.upper, 3) },
  ),
};
const model = mlp({ inputWidth: split.train.x.shape[1], hidden: flags.hidden.split(',').map(Number) });
await using scope = createCompileScope();
const cost = { norm: 'l1' } as const;
const { parameters } = await trainTeacher({ scope, actionSet, cost, seed, model, dataset: split });
const logits = (await predictModel(model, parameters, split.test.x, { scope })).data;
const denied = Array.from({ length: logits.length / 2 }, (_, row) => row).filter(
  (row) => logits[2 * row + 1]! <= logits[2 * row]!,
);
const order = randomStream(seed, 'exact marabou').permutation(denied.length).data;
const rows = Array.from(order.subarray(0, Number(flags.people)), (at) => denied[at]!);
const x = takeRows(split.test.x, Int32Array.from(rows));
const { byMargin } = await exact.solve({
  model: { logits: modelLogits(model), parameters, network: networkOfModel(model, parameters), target: 1 },
  x,
  actionSet,
  cost,
  margins: [kappa],
  seed,
  scope,
  options: { gap },
});
const [found] = byMargin;
const width = actionSet.width;
const people = rows.map((row, at) => {
  const own = Array.from(x.data.subarray(at * width, (at + 1) * width));
  const free = actionSet.features.filter(({ immutable }) => !immutable);
  return {
    row,
    x: own,
    outcome: found!.proof!.outcome[at]!,
    cost: found!.valid[at] === 1 ? found!.cost[at]! : null,
    numbers: free
      .filter(({ kind }) => kind !== 'categorical')
      .map((feature) => {
        const value = own[feature.start]!;
        const [low, high] = permittedRange(feature, value);
        return { column: feature.start, lowest: low - value, highest: high - value, weight: 1 };
      }),
    groups: free
      .filter(({ kind }) => kind === 'categorical')
      .map(({ start, width: span }) => ({
        start,
        width: span,
        weight: 1,
        options: Array.from({ length: span }, (_, c) => start + c).filter((column) => own[column] !== 1),
      })),
  };
});
const decided = people.filter(({ outcome }) => outcome === 'optimal' || outcome === 'infeasible');
const layers = model.layers.map(({ layer }) => {
  const { weight, bias } = parameters[layer]!;
  return { weight: Array.from(weight.data), shape: weight.shape, bias: Array.from(bias.data) };
});
const { sparsity } = actionSet;
writeFileSync(
  flags.out,
  JSON.stringify({
    kappa,
    sparsity,
    tolerance: 1e-3,
    layers,
    people: decided.filter((one) => one.cost !== 0),
  }),
);
process.stdout.write(
  `${decided.length} of ${people.length} people decided, ` +
    `${decided.filter(({ outcome }) => outcome === 'infeasible').length} have no action; written to ${flags.out}\n`,
);
