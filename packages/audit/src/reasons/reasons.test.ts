import type { FeatureSpace } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadingReasons, referencePeople } from '../index.ts';
import { loans, spaceOf } from '../testing/loans.ts';
import { exchangedFeatures } from './exchanged-features.ts';
import { reasonsAgreement } from './reasons-agreement.ts';

const space = spaceOf(loans(40));

/** A scorecard: the margin is a sum over columns. */
const scorecard = (weights: readonly number[]) => ({
  margins: ({ data, shape: [rows = 0, width = 0] }: { data: ArrayLike<number>; shape: readonly number[] }) =>
    Promise.resolve(
      Float32Array.from({ length: rows }, (_, row) =>
        weights.reduce((sum, weight, column) => sum + weight * data[row * width + column]!, 0),
      ),
    ),
});

/** How far the score of each feature falls below the mean of the references', by the closed form of a scorecard. */
function shortfalls(
  weights: readonly number[],
  own: readonly number[],
  references: readonly (readonly number[])[],
) {
  return exchangedFeatures(space).map(({ name, columns }) => ({
    name,
    by: columns.reduce((sum, column) => {
      const mean = references.reduce((total, one) => total + one[column]!, 0) / references.length;
      return sum + weights[column]! * (mean - own[column]!);
    }, 0),
  }));
}

describe('leadingReasons', () => {
  it('of a scorecard are the features whose score falls furthest below the mean of the references', async () => {
    const row = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: space.width, maxLength: space.width });
    await fc.assert(
      fc.asyncProperty(
        row,
        row,
        fc.array(row, { minLength: 1, maxLength: 4 }),
        async (weights, own, references) => {
          const expected = shortfalls(weights, own, references);
          const [found] = await leadingReasons({
            model: scorecard(weights),
            x: ndarray(Float32Array.from(own), [1, space.width]),
            references: ndarray(Float32Array.from(references.flat()), [references.length, space.width]),
            featureSpace: space,
            count: 3,
          });
          const by = (name: string) => expected.find((one) => one.name === name)!.by;
          expect(found).toHaveLength(Math.min(3, expected.filter((one) => one.by > 1e-4).length));
          // The largest shortfalls, in their order; equals may stand in any.
          const largest = expected.map((one) => one.by).sort((a, b) => b - a);
          found!.forEach((name, place) => expect(by(name)).toBeCloseTo(largest[place]!, 3));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('counts a column that says a value is absent to its feature, and asks in batches', async () => {
    const withAbsent: FeatureSpace = {
      ...space,
      width: space.width + 1,
      features: [
        ...space.features,
        {
          ...space.features[0]!,
          ...{ name: 'income known', start: space.width, width: 1, indicates: 'income' },
        },
      ],
    };
    expect(exchangedFeatures(withAbsent)).toHaveLength(space.features.length);
    expect(exchangedFeatures(withAbsent)[0]!.columns).toEqual([space.features[0]!.start, space.width]);
    const people = 3000;
    const shares: number[] = [];
    const found = await leadingReasons({
      model: scorecard(Array.from({ length: space.width }, (_, column) => Number(column === 0))),
      x: ndarray(new Float32Array(people * space.width), [people, space.width]),
      references: ndarray(new Float32Array(space.width).fill(1), [1, space.width]),
      featureSpace: space,
      count: 4,
      onProgress: (share) => shares.push(share),
    });
    expect(found).toEqual(Array.from({ length: people }, () => ['income']));
    expect(shares.length).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('referencePeople', () => {
  it('are spread over the quarter of the approved with the smallest margins', () => {
    const margins = Float32Array.from({ length: 100 }, (_, row) => 50 - row);
    // 50 are approved, 13 of them are the quarter: margins 1 to 13.
    expect([...referencePeople(margins, 3)].map((row) => margins[row])).toEqual([1, 5, 9]);
    expect(referencePeople(margins, 200)).toHaveLength(50);
    expect(
      referencePeople(
        margins.map((margin) => -Math.abs(margin)),
        3,
      ),
    ).toHaveLength(0);
  });
});

describe('reasonsAgreement', () => {
  it('tells sets, orders and first reasons apart', () => {
    const agreement = reasonsAgreement({
      lines: [2, 3, 4],
      teacher: [['a', 'b'], ['a', 'b'], ['a']],
      student: [['a', 'b'], ['b', 'a'], ['c']],
      count: 2,
      references: 10,
    });
    expect(agreement).toMatchObject({
      ...{ people: 3, same: 2 / 3, sameOrder: 1 / 3, sameFirst: 1 / 3, overlap: 2 / 3 },
      differing: [{ line: 4, teacher: ['a'], student: ['c'] }],
    });
    expect(agreement.most[0]).toEqual({ feature: 'a', teacher: 3, student: 2 });
  });

  it('of nobody is undefined, of people without reasons is whole', () => {
    const of = (people: string[][]) =>
      reasonsAgreement({
        lines: people.map((_, row) => row + 2),
        teacher: people,
        student: people,
        count: 4,
        references: 1,
      });
    expect(of([])).toMatchObject({ people: 0, same: null, overlap: null });
    expect(of([[]])).toMatchObject({ people: 1, same: 1, overlap: 1 });
  });
});
