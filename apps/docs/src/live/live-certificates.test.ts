import { readFileSync } from 'node:fs';
import { createEncoder, type ReadableRow } from '@cfq/datasets';
import { beforeAll, describe, expect, it } from 'vitest';
import { liveAdviser } from './live-advice.ts';
import { liveAxis, liveBoundary, placeOn } from './live-boundary.ts';
import { liveCertificates, liveRadii } from './live-certificates.ts';
import type { LiveStart, LiveStudents } from './live-data.ts';
import { liveCounts, liveFates, liveGroups } from './live-everybody.ts';
import { liveMargin, liveMargins } from './live-model.ts';
import { restoreNetwork, type StoredNetwork } from './stored-network.ts';

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`../../data/live/${name}.json`, import.meta.url), 'utf8')) as Content;
const start = read<LiveStart>('german');
const { featureSpace, people } = start;
const teacher = restoreNetwork(read<StoredNetwork>('german-teacher'));
const students = read<LiveStudents>('german-4').students.map(({ network }) => restoreNetwork(network));

let after: ReadableRow;
beforeAll(async () => {
  const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {} };
  ({ values: after } = await liveAdviser(start, teacher)({ ...rules, values: people[21]!, ways: 1 }));
});

describe('certificates of a person', () => {
  it('hold at rows drawn from the box, and are given to nobody who says no', () => {
    const radii = liveCertificates(featureSpace, { teacher, students }, after);
    expect(radii.some((radius) => radius !== null && radius > 0)).toBe(true);
    const { data } = createEncoder(featureSpace).encodeRows([after]);
    const numbers = featureSpace.features.flatMap(({ kind, start: at }) => (kind === 'numeric' ? [at] : []));
    students.forEach((student, place) => {
      const radius = radii[place] ?? null;
      if (radius === null) return;
      // Every corner of the box.
      for (let corner = 0; corner < 2 ** numbers.length; corner += 1) {
        const row = Float32Array.from(data);
        numbers.forEach((at, bit) => (row[at] = row[at]! + ((corner >> bit) % 2 === 0 ? radius : -radius)));
        expect(liveMargins(student, { data: row, shape: [1, row.length] })[0]).toBeGreaterThan(0);
      }
    });
    const ofDenied = liveCertificates(featureSpace, { teacher, students: [teacher] }, people[21]!);
    expect(ofDenied).toEqual([null]);
    expect(
      radii.every((radius) => radius === null || (liveRadii as readonly number[]).includes(radius)),
    ).toBe(true);
  });
});

describe('the picture of a boundary', () => {
  it('has the margins of single people, and turns between a yes and a no', async () => {
    const axis = (name: string) =>
      liveAxis(
        featureSpace.features.find((one) => one.name === name)!,
        start.ranges[name],
      );
    const [x, y] = [axis('duration'), axis('checking-status')];
    const models = [teacher, ...students];
    const scene = { values: people[21]!, x, y };
    const { margins, segments } = (await liveBoundary(featureSpace, models, scene))!;
    const width = x.values.length;
    for (const [model, network] of [teacher, ...students].entries()) {
      for (const [column, row] of [
        [0, 0],
        [7, 1],
        [width - 1, 3],
      ] as const) {
        const person = { ...people[21], duration: x.values[column]!, 'checking-status': y.values[row]! };
        expect(margins[model]![row * width + column]).toBe(liveMargin(network, featureSpace, person));
      }
      const says = (column: number, row: number) => margins[model]![row * width + column]! > 0;
      for (const [x0, y0, x1, y1] of segments[model]!) {
        for (const [column, row] of [
          [x0, y0],
          [x1, y1],
        ] as const) {
          const [low, high] = [
            says(Math.floor(column), Math.floor(row)),
            says(Math.ceil(column), Math.ceil(row)),
          ];
          expect(low).not.toBe(high);
        }
      }
    }
    expect(segments.flat().length).toBeGreaterThan(0);
    expect(placeOn(x, x.values[5])).toBe(5);
    expect(placeOn(x, (Number(x.values[5]) + Number(x.values[6])) / 2)).toBeCloseTo(5.5, 9);
    expect(placeOn(y, y.values[2])).toBe(2);
  });
});

describe('the outcome for everybody', () => {
  const answers = people.map((values, person) => ({
    ...{ outcome: 'optimal' as const, cost: 1, lowerBound: 1, margin: 1, others: [] },
    changes: person % 3 === 0 ? [] : [{ feature: 'duration', from: 1, to: 2 }],
    values: { ...values, duration: 6, 'credit-amount': 500 },
  }));

  it('counts in groups what it counts in all, and knows whom it counts', () => {
    const fates = liveFates(students[0]!, featureSpace, { people, answers });
    const [all] = liveCounts(
      fates,
      people.map(() => 'all'),
    );
    expect(all!.promised).toBe(answers.filter(({ changes }) => changes.length > 0).length);
    const asked = (row: ReadableRow) => liveMargin(students[0]!, featureSpace, row) > 0;
    expect(all!.granted).toBe(people.filter(asked).length);
    expect(all!.broken).toBe(
      answers.filter(({ changes, values }) => changes.length > 0 && !asked(values)).length,
    );
    for (const feature of ['age', 'personal-status-and-sex']) {
      const groups = liveGroups(people, feature);
      const counts = liveCounts(fates, groups);
      expect(counts.length).toBeGreaterThan(1);
      for (const measure of ['people', 'promised', 'broken', 'granted'] as const) {
        expect(counts.reduce((sum, one) => sum + one[measure], 0)).toBe(all![measure]);
      }
    }
    expect(liveGroups([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }], 'a')).toEqual([
      ...['1 to below 2', '2 to below 3', '3 to below 4', '4 or more'],
    ]);
  });
});
