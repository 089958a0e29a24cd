/*
 * Recourse that is certified for every rounding of the weights, beside plain recourse: how many people get it, what it costs,
 * what of the plain actions is certified, and the processor's time a person. Networks of two hidden layers, 20 units each on
 * Adult and 8 on COMPAS, those of Jiang et al. 2024, and 128-64 on both.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { addScaled, drawRows, randomStream, takeRows, type NDArray } from '@cfq/jit';
import { favourable } from '@cfq/evaluation';
import { actionSetFromFeatureSpace, certifyRoundings, robustRounding, slp } from '@cfq/recourse';
import { mlp, modelLogits, networkOfModel, predictModel, trainTeacher } from '@cfq/training';
import { processorMilliseconds } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    seed: { type: 'string', default: '0' },
    policy: { type: 'string', default: 'actionable' },
    /* Keeps the action set; the paper knows no constraints. */
    constrained: { type: 'boolean', default: false },
  },
});
const [people, seed] = [Number(flags.people), Number(flags.seed)];
const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;

const say = (...cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells.map((cell, at) => (at === 0 ? cell.padEnd(22) : cell.padStart(13))).join('')}\n`,
  );

/** L1 with every column as a share of its range among the rows, over the number of columns, as in the paper. */
function normalised(delta: NDArray, rows: NDArray, valid: Uint8Array): number {
  const [, width = 0] = rows.shape;
  const [low, high] = [new Float64Array(width).fill(Infinity), new Float64Array(width).fill(-Infinity)];
  rows.data.forEach((value, at) => {
    low[at % width] = Math.min(low[at % width]!, value);
    high[at % width] = Math.max(high[at % width]!, value);
  });
  let [sum, found] = [0, 0];
  valid.forEach((ok, row) => {
    if (ok === 0) return;
    found += 1;
    for (let c = 0; c < width; c += 1) {
      const range = high[c]! - low[c]!;
      if (range > 0) sum += Math.abs(delta.data[row * width + c]!) / range / width;
    }
  });
  return sum / found;
}

async function compare(name: string, hidden: readonly number[]): Promise<void> {
  const dataset = await known[name]!.load({});
  const split = prepareDataset(dataset, { seed });
  const actionSet = actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, flags.policy));
  const model = mlp({ inputWidth: split.train.x.shape[1], hidden });
  const cost = { norm: 'l1' } as const;
  const { parameters } = await trainTeacher({ actionSet, cost, seed, model, dataset: split });
  const network = networkOfModel(model, parameters);
  const { data: logits } = await predictModel(model, parameters, split.test.x);
  const denied = Array.from({ length: split.test.x.shape[0] }, (_, row) => row).filter(
    (row) => logits[2 * row + 1]! <= logits[2 * row]!,
  );
  const drawn = drawRows(randomStream(seed, 'people'), { rows: denied.length, most: people });
  const x = takeRows(
    split.test.x,
    drawn.map((at) => denied[at]!),
  );
  const given = {
    ...{ x, actionSet, cost, margins: [0], seed },
    model: { logits: modelLogits(model), parameters, network, target: favourable },
  };
  const options = { asPublished: !flags.constrained };
  await slp.solve({ ...given, options, x: takeRows(x, [0]) });
  const before = processorMilliseconds();
  const plain = (await slp.solve({ ...given, options })).byMargin[0]!;
  const plainTime = processorMilliseconds() - before;
  const rows = x.shape[0]!;
  const total = (flagsOf: Uint8Array) => flagsOf.reduce((sum, ok) => sum + ok, 0);
  say(`${name} ${hidden.join('-')}, ${rows}`, 'found', 'certified', 'cost ratio', 'L1 norm.', 'ms a person');
  say(
    'plain',
    share(total(plain.valid), rows),
    '',
    '1.000',
    normalised(plain.delta, split.train.x, plain.valid).toFixed(4),
    (plainTime / rows).toFixed(2),
  );
  for (const bits of [8, 6, 5, 4]) {
    const start = processorMilliseconds();
    const robust = (await robustRounding.solve({ ...given, options: { ...options, bits } })).byMargin[0]!;
    const time = processorMilliseconds() - start;
    const surviving = certifyRoundings({ network, x: addScaled(x, plain.delta), bits });
    const held = plain.valid.map((ok, row) => (ok === 1 && surviving[row]! > 0 ? 1 : 0));
    let [spent, usual] = [0, 0];
    robust.valid.forEach((ok, row) => {
      if (ok === 0 || plain.valid[row] === 0) return;
      spent += robust.cost[row]!;
      usual += plain.cost[row]!;
    });
    const again = certifyRoundings({ network, x: addScaled(x, robust.delta), bits });
    const certified = robust.valid.map((ok, row) => (ok === 1 && again[row]! > 0 ? 1 : 0));
    say(
      `every rounding, ${bits} bit`,
      share(total(robust.valid), rows),
      share(total(certified), total(robust.valid)),
      (spent / usual).toFixed(3),
      normalised(robust.delta, split.train.x, robust.valid).toFixed(4),
      (time / rows).toFixed(2),
    );
    say('  plain actions', '', share(total(held), total(plain.valid)));
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

await compare('adult', [20, 20]);
await compare('compas', [8, 8]);
await compare('adult', [128, 64]);
await compare('compas', [128, 64]);
