/*
 * How many people `exact` decides, how long it takes for each, and how far `slp` is from the cheapest action: a seeded sample
 * of those a trained network denies, by data set, policy and margin. Times of a person are of processor; the last two are of
 * all people together.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { createCompileScope, randomStream, takeRows } from '@cfq/jit';
import {
  actionSetFromFeatureSpace,
  constrainActionSet,
  exact,
  proofOutcomes,
  slp,
  type CostNorm,
} from '@cfq/recourse';
import { mlp, modelLogits, networkOfModel, predictModel, trainTeacher } from '@cfq/training';
import { processorMilliseconds } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    datasets: { type: 'string', default: 'german,compas,adult' },
    policies: { type: 'string', default: 'actionable,literature' },
    margins: { type: 'string', default: '0,0.2' },
    hidden: { type: 'string', default: '128,64' },
    norm: { type: 'string', default: 'l1' },
    people: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '0' },
    boxes: { type: 'string' },
  },
});

const numbers = (text: string) => text.split(',').map(Number);
const norm = flags.norm as CostNorm;
const seed = Number(flags.seed);
const hidden = numbers(flags.hidden);
const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;

/** The value below which a share of the sorted numbers lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

const say = (...cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells.map((cell, at) => (at < 2 ? cell.padEnd(12) : cell.padStart(11))).join('')}\n`,
  );

say(
  'data set',
  'policy',
  'κ',
  'people',
  ...proofOutcomes,
  'decided',
  'median',
  'p90',
  'p99',
  'longest',
  'processor',
  'clock',
  'slp gap',
  'slp missed',
);
for (const name of flags.datasets.split(',')) {
  const dataset = await known[name]!.load({});
  const split = prepareDataset(dataset, { seed });
  const model = mlp({ inputWidth: split.train.x.shape[1], hidden });
  await using scope = createCompileScope();
  const first = actionSetOf(dataset, split, flags.policies.split(',')[0]!);
  const teacher = await trainTeacher({
    scope,
    actionSet: first,
    cost: { norm },
    seed,
    model,
    dataset: split,
  });
  const { parameters } = teacher;
  const logits = (await predictModel(model, parameters, split.test.x, { scope })).data;
  const denied = Array.from({ length: logits.length / 2 }, (_, row) => row).filter(
    (row) => logits[2 * row + 1]! <= logits[2 * row]!,
  );
  const order = randomStream(seed, 'exact recourse').permutation(denied.length).data;
  const rows = Array.from(order.subarray(0, Number(flags.people)), (at) => denied[at]!);
  const x = takeRows(split.test.x, Int32Array.from(rows));
  const network = networkOfModel(model, parameters);
  for (const policy of flags.policies.split(',')) {
    const actionSet = actionSetOf(dataset, split, policy);
    for (const kappa of numbers(flags.margins)) {
      const times: number[] = [];
      const started = performance.now();
      let [last, share] = [processorMilliseconds(), 0];
      const problem = {
        model: { logits: modelLogits(model), parameters, network, target: 1 },
        x,
        actionSet,
        cost: { norm },
        margins: [kappa],
        seed,
        scope,
      };
      const found = await exact.solve({
        ...problem,
        options: flags.boxes === undefined ? {} : { boxes: Number(flags.boxes) },
        onProgress(progress) {
          if (progress.phase !== 'proof' || progress.share <= share) return;
          const now = processorMilliseconds();
          times.push(now - last);
          [last, share] = [now, progress.share];
        },
      });
      // The first time holds the search that all share.
      const search = times[0]! - quantile(times, 0.5);
      const each = times.map((time, at) => (at === 0 ? time - search : time) + search / rows.length);
      const clock = performance.now() - started;
      const { outcome } = found.byMargin[0]!.proof!;
      const heuristic = await slp.solve({ ...problem, options: { preset: 'thorough' } });
      const [best, cost] = [found.byMargin[0]!.cost, heuristic.byMargin[0]!.cost];
      const optimal = Array.from(outcome.keys()).filter(
        (row) => outcome[row] === 'optimal' && best[row]! > 0,
      );
      const both = optimal.filter((row) => !Number.isNaN(cost[row]!));
      const gap = both.reduce((sum, row) => sum + cost[row]! / best[row]! - 1, 0) / both.length;
      const counts = proofOutcomes.map((one) => outcome.filter((other) => other === one).length);
      const decided = (counts[0]! + counts[1]!) / rows.length;
      say(
        name,
        policy,
        String(kappa),
        String(rows.length),
        ...counts.map(String),
        `${(100 * decided).toFixed(1)} %`,
        `${quantile(each, 0.5).toFixed(1)} ms`,
        `${quantile(each, 0.9).toFixed(1)} ms`,
        `${quantile(each, 0.99).toFixed(0)} ms`,
        `${Math.max(...each).toFixed(0)} ms`,
        `${(times.reduce((sum, time) => sum + time, 0) / 1000).toFixed(1)} s`,
        `${(clock / 1000).toFixed(1)} s`,
        both.length === 0 ? '–' : `${(100 * gap).toFixed(3)} %`,
        String(optimal.length - both.length),
      );
    }
  }
}

/** What people may do under a policy. */
function actionSetOf(dataset: LoadedDataset, split: ReturnType<typeof prepareDataset>, policy: string) {
  return constrainActionSet(
    actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, policy)),
    'moderate',
  );
}
