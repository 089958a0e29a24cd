import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { denseNetwork, referenceLogits } from '@cfq/network';
import { networkFunction } from '@cfq/models';
import { actionSet, cost } from '@cfq/recourse';
import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { benchActionSet, networkWithLevels, withLevels, withoutLevels } from './level-columns.ts';
import type { BenchFeature } from './layout.ts';
import { compareCosts } from './compare-costs.ts';
import { isPerson, measureAnswers, violationsOf, type Measured } from './measure-answers.ts';
import { renderTimes, timesHead, timeSearches } from './time-searches.ts';
import { writeTables } from './write-tables.ts';

const features: readonly BenchFeature[] = [
  { name: 'sex', kind: 'binary', immutable: true, columns: [0] },
  { name: 'age', kind: 'number', immutable: true, columns: [1] },
  { name: 'school', kind: 'level', immutable: false, columns: [2, 3, 4] },
  { name: 'job', kind: 'category', immutable: false, columns: [5, 6] },
  { name: 'income', kind: 'number', immutable: false, columns: [7] },
];
const person = [1, 0.5, 1, 1, 0, 0, 1, 0.25];
const shape = [1, 8] as const;

describe('columns with levels', () => {
  it('are the columns of the model, a thermometer as one level', () => {
    const levels = withLevels(features, { data: Float32Array.from(person), shape });
    expect(Array.from(levels.data)).toEqual([1, 0.5, 2, 0, 1, 0.25]);
    expect(withoutLevels(features, levels.data)).toEqual(person);
  });

  it.each([
    ['linear', []],
    ['with hidden layers', [5, 4]],
  ])('give the same logits, %s', (_, hidden) => {
    const draws = randomStream(1);
    const numbers = (count: number) => draws.normal([count]).data;
    const widths = [8, ...hidden, 2];
    const network = denseNetwork(
      widths.slice(1).map((outputs, k) => ({
        weight: { data: numbers(widths[k]! * outputs), shape: [widths[k]!, outputs] },
        bias: numbers(outputs),
      })),
    );
    const own = networkWithLevels(features, network);
    for (const school of [
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
    ]) {
      const row = [0, 0, ...school, 1, 0, 0.75];
      const data = Float32Array.from(row);
      const expected = referenceLogits(network, { data, shape: [1, 8] }).data;
      const given = referenceLogits(own, withLevels(features, { data, shape })).data;
      given.forEach((logit, at) => expect(logit).toBeCloseTo(expected[at]!, 5));
    }
    expect(networkWithLevels([features[4]!], network)).toBe(network);
  });

  it('cost what a change is in L1 of the columns of the model', () => {
    const set = benchActionSet(features);
    expect(set.features.map(({ name, immutable }) => [name, immutable])).toEqual([
      ['sex', true],
      ['age', true],
      ['school', false],
      ['job', false],
      ['income', false],
    ]);
    expect(set.weights).toEqual({ job: 2 });
    expect(set.features[2]).toMatchObject({ kind: 'ordinal', values: [1, 2, 3] });
    const other = [1, 0.5, 1, 0, 0, 1, 0, 0.75];
    const [from, to] = [person, other].map(
      (row) => withLevels(features, { data: Float32Array.from(row), shape }).data,
    );
    const delta = { data: Float32Array.from(to!, (value, at) => value - from![at]!), shape: [1, 6] };
    const length = other.reduce((sum, value, at) => sum + Math.abs(value - person[at]!), 0);
    expect(cost(delta, set, { norm: 'l1' })[0]).toBeCloseTo(length);
  });
});

it('counts changed columns of immutable features, and knows people who could exist', () => {
  const changed = (at: number, value: number): number[] => person.map((own, c) => (c === at ? value : own));
  expect(violationsOf(features, person, person)).toBe(0);
  expect(violationsOf(features, person, changed(1, 0.5 + 1e-7))).toBe(0);
  expect(violationsOf(features, person, changed(1, 0.51))).toBe(1);
  expect(violationsOf(features, person, changed(0, 1 - 1e-7))).toBe(1);
  expect(violationsOf(features, person, changed(7, 1))).toBe(0);
  expect(isPerson(features, person)).toBe(true);
  for (const [at, value] of [
    [7, 1.1],
    [7, -0.1],
    [5, 1],
    [6, 0],
    [3, 0.5],
    [2, 0],
  ] as const) {
    expect(isPerson(features, changed(at, value))).toBe(false);
  }
});

describe('measureAnswers', () => {
  // Approved where income and school (2 of 3 levels or more) add up to more than 1.
  const approved = (row: ArrayLike<number>) => Number(row[7]! + row[3]! + row[4]! > 1.5);
  const x = [...person, ...person, ...person];
  const reference = [...[0, 1, 2, 3].flatMap(() => person), ...[1, 0.5, 1, 1, 1, 0, 1, 1]];
  const measured: Measured = {
    features,
    x: { data: Float32Array.from(x), shape: [3, 8] },
    reference: { data: Float32Array.from(reference), shape: [5, 8] },
    referenceClasses: Uint8Array.of(0, 0, 0, 0, 1),
    classesOf: ({ data, shape: [rows] }) =>
      Promise.resolve(
        Uint8Array.from({ length: rows! }, (_, row) => approved(data.subarray(8 * row, 8 * row + 8))),
      ),
  };
  const answers = {
    // To a higher school and an income that would not have been needed; nothing; an age that is another.
    rows: [[1, 0.5, 1, 1, 1, 0, 1, 0.75], null, [1, 0.75, 1, 1, 0, 0, 1, 0.75]],
    seconds: 0.3,
  };

  it('says what was returned', async () => {
    const row = await measureAnswers(answers, 'as returned', measured);
    expect(row).toMatchObject({ counted: 2, people: 3, violations: 0.5, milliseconds: 100 });
    expect([row.l0, row.l1, row.squares, row.linf]).toEqual([2, 1.125, 0.78125, 0.75]);
    // Either change of the first could stay away; of the second the age could, and the income could not.
    expect(row.redundancy).toBe(1.5);
    expect(row.neighbours).toBeCloseTo(1 / 5);
  });

  it('compares what the same people are asked for', async () => {
    const cheaper = { rows: [[1, 0.5, 1, 1, 1, 0, 1, 0.25], null, null], seconds: 1 };
    const compared = { both: 1, missed: 0, theirs: 1.5, ours: 1, cheaper: 0 };
    expect(await compareCosts(answers, cheaper, measured)).toEqual(compared);
    expect(await compareCosts(cheaper, answers, measured)).toMatchObject({
      theirs: 1,
      ours: 1.5,
      cheaper: 1,
    });
    const none = { rows: [null, null, null], seconds: 1 };
    expect(await compareCosts(answers, none, measured)).toMatchObject({ both: 0, missed: 1, cheaper: 0 });
  });

  it('says what is valid and breaks nothing', async () => {
    const row = await measureAnswers(answers, 'valid and violation-free', measured);
    expect(row).toMatchObject({ counted: 1, l0: 2, l1: 1.5, squares: 1.25, linf: 1, violations: 0 });
  });
});

it("writes Adult and COMPAS with as many rows as RecourseBench's processing", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-recourse-bench-'));
  expect(await writeTables(folder)).toEqual({ adult: 45222, compas: 5278 });
  const lines = readFileSync(join(folder, 'adult.csv'), 'utf8').split('\n');
  expect(lines[1]).toBe('0,1,39,1,6,13,5,5,1,2,2174,0,40');
  rmSync(folder, { recursive: true });
});

it('times the same search together and one by one, with equal answers', async () => {
  const network = denseNetwork([
    { weight: { data: Float32Array.of(0, 1, 0, 2), shape: [2, 2] }, bias: Float32Array.of(0, -1.5) },
  ]);
  const times = await timeSearches(
    {
      model: { ...networkFunction(network), target: 1 },
      x: { data: Float32Array.of(0, 0, 0.5, 0.25, 1, 0), shape: [3, 2] },
      actionSet: actionSet({
        features: [
          { name: 'a', kind: 'numeric', lower: 0, upper: 1 },
          { name: 'b', kind: 'numeric', lower: 0, upper: 1 },
        ],
      }),
      cost: { norm: 'l1' },
      margins: [0],
      seed: 0,
    },
    2,
  );
  expect(times.areEqual).toBe(true);
  expect(times.longest.processor).toBeGreaterThanOrEqual(times.alone.processor);
  expect(renderTimes('adult', 'mlp', times).split('|')).toHaveLength(
    timesHead.split('\n')[0]!.split('|').length,
  );
});
