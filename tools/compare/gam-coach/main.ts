/*
 * Recourse on GAM Coach's own model of German Credit, an additive model of 20 features and 10 pairs of them, which our
 * solver sees as a black box; costs are its distance. Everybody of the data set whom the model denies is asked for.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { NDArray } from '@cfq/jit';
import { actionSet, blackBox, functionMarginModel, type FeatureDefinition } from '@cfq/recourse';
import { processorMilliseconds } from '../step-times.ts';
import {
  distanceOf,
  scoreOf,
  weightOfNumbers,
  type AdditiveModelFile,
  type Person,
} from './additive-model.ts';
import { germanPeople } from './german-people.ts';

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string' },
    people: { type: 'string' },
    /** Numbers of people, from 0: a JSON array. Default: everybody. */
    rows: { type: 'string' },
    preset: { type: 'string', default: 'thorough' },
  },
});
if (flags.model === undefined || flags.people === undefined) {
  process.stderr.write(
    'gam-coach: files are named (expected --model german-classifier.json --people german.data). Name both.\n',
  );
  process.exit(2);
}
const model = JSON.parse(readFileSync(flags.model, 'utf8')) as AdditiveModelFile;
const everybody = germanPeople(readFileSync(flags.people, 'utf8'), model);
const rows =
  flags.rows === undefined
    ? everybody.map((_, row) => row)
    : (JSON.parse(readFileSync(flags.rows, 'utf8')) as number[]);
const denied = rows.map((row) => everybody[row]!).filter((person) => scoreOf(model, person) <= 0);

const isNumber = (name: string): boolean => name in model.contMads;
const levelsOf = (name: string): string[] => Object.values(model.labelEncoder[name]!);
/** Numbers in units of the median absolute deviation, within what anybody of the data set has, whole in raw units. */
const set = actionSet({
  features: model.featureNames.map((name): FeatureDefinition => {
    if (!isNumber(name)) return { name, kind: 'categorical', categories: levelsOf(name) };
    const scale = model.contMads[name]!;
    const known = everybody.map((person) => Number(person[name]) / scale);
    const units = { offset: 0, scale };
    return {
      ...{ name, kind: 'numeric', lower: Math.min(...known), upper: Math.max(...known) },
      grid: { ...units, step: 1 },
    };
  }),
});

/** A change of a number by its deviation costs less than a changed level. */
const weights = Object.fromEntries(Object.keys(model.contMads).map((name) => [name, weightOfNumbers(model)]));

const rowOf = (person: Person): number[] =>
  set.features.flatMap(({ name, categories }) =>
    categories === undefined
      ? [Number(person[name]) / model.contMads[name]!]
      : categories.map((level) => Number(level === person[name])),
  );
const personAt = ({ data }: NDArray, row: number): Person =>
  Object.fromEntries(
    set.features.map(({ name, start, categories }): [string, number | string] => {
      const at = row * set.width + start;
      if (categories === undefined) return [name, Math.round(Number(data[at]) * model.contMads[name]!)];
      return [name, categories[Array.from(categories, (_, level) => data[at + level]!).indexOf(1)]!];
    }),
  );

const x: NDArray = { data: Float32Array.from(denied.flatMap(rowOf)), shape: [denied.length, set.width] };

/** What everybody denied is told, where nobody is asked to change more than so many features. */
async function toldWith(most: number) {
  const { byMargin } = await blackBox.solve({
    model: functionMarginModel((rows) =>
      Array.from({ length: rows.shape[0]! }, (_, row) => scoreOf(model, personAt(rows, row))),
    ),
    ...{ x, actionSet: { ...set, sparsity: most }, cost: { norm: 'l1', weights }, margins: [0], seed: 0 },
    reference: { data: Float32Array.from(everybody.flatMap(rowOf)), shape: [everybody.length, set.width] },
    options: { preset: flags.preset as 'thorough' },
  });
  const { valid, delta } = byMargin[0]!;
  const after: NDArray = {
    data: Float32Array.from(x.data, (value, at) => value + Number(delta.data[at])),
    shape: x.shape,
  };
  return denied.map((person, row) => {
    const to = personAt(after, row);
    return { isServed: valid[row] === 1 && scoreOf(model, to) > 0, ...distanceOf(model, person, to) };
  });
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const line = (name: string, distance: number, changed: number, failures: number, people: number) =>
  `${name.padEnd(42)}${distance.toFixed(3).padStart(9)}${changed.toFixed(2).padStart(9)}${String(failures).padStart(10)}${String(people).padStart(8)}\n`;
process.stdout.write(`${''.padEnd(42)} distance  changed  failures  people\n`);
process.stdout.write(line('GAM Coach, published', 1.139, 2.1, 0, 239));
const print = (name: string, told: Awaited<ReturnType<typeof toldWith>>): void => {
  const served = told.filter(({ isServed }) => isServed);
  process.stdout.write(
    line(
      `black-box, ${flags.preset}, ${name}`,
      mean(served.map(({ distance }) => distance)),
      mean(served.map(({ changed }) => changed)),
      told.length - served.length,
      told.length,
    ),
  );
};
const before = processorMilliseconds();
const cheapest = await toldWith(model.featureNames.length);
const milliseconds = (processorMilliseconds() - before) / denied.length;
print('any features', cheapest);
/** Two features where two are enough, else three, else as many as it takes. */
let fewest = await toldWith(2);
for (const more of [await toldWith(3), cheapest]) {
  fewest = fewest.map((one, row) => (one.isServed ? one : more[row]!));
}
print('two where enough', fewest);
process.stdout.write(`${milliseconds.toFixed(0)} ms of processor a person\n`);
