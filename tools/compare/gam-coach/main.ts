/*
 * Recourse on GAM Coach's own model of German Credit, an additive model of 20 features and 10 pairs of them, which our
 * solver sees as a black box; costs are its distance. Everybody of the data set whom the model denies is asked for.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { NDArray } from '@cfq/jit';
import { actionSet, blackBox, functionMarginModel, type FeatureDefinition } from '@cfq/recourse';
import { processorMilliseconds } from '../step-times.ts';
import { distanceOf, scoreOf, type AdditiveModelFile, type Person } from './additive-model.ts';
import { germanPeople } from './german-people.ts';

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string' },
    people: { type: 'string' },
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
const denied = everybody.filter((person) => scoreOf(model, person) <= 0);

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
const before = processorMilliseconds();
const { byMargin } = await blackBox.solve({
  model: functionMarginModel((rows) =>
    Array.from({ length: rows.shape[0]! }, (_, row) => scoreOf(model, personAt(rows, row))),
  ),
  ...{ x, actionSet: set, cost: { norm: 'l1' }, margins: [0], seed: 0 },
  reference: { data: Float32Array.from(everybody.flatMap(rowOf)), shape: [everybody.length, set.width] },
  options: { preset: flags.preset as 'thorough' },
});
const milliseconds = processorMilliseconds() - before;

const { valid, delta } = byMargin[0]!;
const after: NDArray = {
  data: Float32Array.from(x.data, (value, at) => value + Number(delta.data[at])),
  shape: x.shape,
};
const told = denied.map((person, row) => {
  const to = personAt(after, row);
  return { isServed: valid[row] === 1 && scoreOf(model, to) > 0, ...distanceOf(model, person, to) };
});
const served = told.filter(({ isServed }) => isServed);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const line = (name: string, distance: number, changed: number, failures: number, people: number) =>
  `${name.padEnd(30)}${distance.toFixed(3).padStart(9)}${changed.toFixed(2).padStart(9)}${String(failures).padStart(10)}${String(people).padStart(8)}\n`;
process.stdout.write(`${''.padEnd(30)} distance  changed  failures  people\n`);
process.stdout.write(line('GAM Coach, published', 1.139, 2.1, 0, 239));
process.stdout.write(
  line(
    `black-box, ${flags.preset}`,
    mean(served.map(({ distance }) => distance)),
    mean(served.map(({ changed }) => changed)),
    told.length - served.length,
    told.length,
  ),
);
process.stdout.write(`${(milliseconds / denied.length).toFixed(0)} ms of processor a person\n`);
