import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fastSamples } from './fast-samples.ts';
import {
  acceptanceDrift,
  accuracy,
  balancedAccuracy,
  bySubgroup,
  costRatio,
  counterfactualRecourseGap,
  counterfactualRecourseGapMedian,
  directionSimilarity,
  faithfulnessError,
  meanCost,
  nearMissFidelity,
  overGrant,
  safeMargin,
  safeMarginPrice,
  type Statistic,
  validityDrop,
} from '../index.ts';
import { drawRows, randomState } from './resample.ts';

const person = fc.record({
  label: fc.nat(1),
  teacher: fc.nat(1),
  student: fc.nat(1),
  // Flags that nearly everybody, nearly nobody and half of the people have.
  teacherValid: fc.nat(9).map((number) => Number(number > 0)),
  studentValid: fc.nat(1),
  reached: fc.nat(9).map((number) => Number(number > 0)),
  cost: fc.nat(4),
  laterCost: fc.double({ min: 0.5, max: 9, noNaN: true }),
  near: fc.tuple(fc.nat(1), fc.nat(1)),
  delta: fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 })),
  group: fc.nat(2),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

const favourableClass = 1;

function statisticsOf(people: readonly Person[]): Record<string, Statistic> {
  const of = <Value>(read: (one: Person) => Value) => people.map(read);
  const matrix = (read: (one: Person) => number[]) => ({
    data: people.flatMap(read),
    shape: [people.length, 2],
  });
  const valid = { teacherValid: of((one) => one.teacherValid), studentValid: of((one) => one.studentValid) };
  const costs = { ...valid, teacherCost: of((one) => one.cost), studentCost: of((one) => one.laterCost) };
  const models = {
    teacherPrediction: of((one) => one.teacher),
    studentPrediction: of((one) => one.student),
    favourableClass,
  };
  const drop = (read: (one: Person) => number) =>
    validityDrop({
      teacherValid: valid.teacherValid,
      studentPredictionAtTeacherRecourse: of(read),
      favourableClass,
    });
  const validityDrops = [drop((one) => one.student), drop((one) => one.reached)];
  const fidelity = nearMissFidelity({
    teacherValid: valid.teacherValid,
    teacherPrediction: matrix((one) => [0, one.near[0]]),
    studentPrediction: matrix((one) => [one.near[1], one.student]),
    favourableClass,
  });
  const base = { baseValid: valid.teacherValid, baseCost: costs.teacherCost };
  const curve = { margins: [0, 1], validityDrops, tolerance: 0.2 };
  const median = counterfactualRecourseGapMedian(costs);
  const groups = { levels: ['0', '1', '2'], groups: of((one) => one.group) };
  const medians = bySubgroup({ statistic: median, ...groups });
  const drops = bySubgroup({ statistic: validityDrops[0]!, ...groups });
  return {
    drift: acceptanceDrift(models),
    overGrant: overGrant(models),
    accuracy: accuracy({ label: of((one) => one.label), prediction: models.studentPrediction }),
    gap: counterfactualRecourseGap(costs),
    median,
    direction: directionSimilarity({
      ...valid,
      teacherDelta: matrix((one) => [...one.delta]),
      studentDelta: matrix((one) => [one.cost, one.group]),
    }),
    cost: meanCost({ valid: valid.studentValid, cost: costs.studentCost }),
    fidelity,
    error: faithfulnessError({ validityDrop: validityDrops[0]!, nearMissFidelity: fidelity }),
    safeMargin: safeMargin(curve),
    price: safeMarginPrice({
      ...curve,
      costRatios: [
        costRatio({ valid: valid.teacherValid, cost: costs.teacherCost, ...base }),
        costRatio({ valid: valid.studentValid, cost: costs.studentCost, ...base }),
      ],
    }),
    medianOfB: medians.groups['1']!,
    medianGap: medians.gap,
    dropOfC: drops.groups['2']!,
    dropGap: drops.gap,
  };
}

describe('fastSamples', () => {
  it('gives every metric what it gives on the people drawn, for nine samples in a row', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 25 }), fc.integer(), (people, seed) => {
        const statistics = statisticsOf(people);
        const nextSample = fastSamples(people.length, randomState(seed));
        for (let made = 0; made < 9; made += 1) {
          const sample = nextSample();
          const drawn = people.flatMap((one, row) => new Array<Person>(sample.counts[row]!).fill(one));
          const naive = statisticsOf(drawn);
          for (const [name, { evaluate }] of Object.entries(statistics)) {
            const fast = evaluate(sample);
            expect({ name, count: fast.count }).toEqual({ name, count: naive[name]!.count });
            if (Number.isFinite(naive[name]!.value)) expect(fast.value).toBeCloseTo(naive[name]!.value, 10);
            else expect({ name, value: fast.value }).toEqual({ name, value: naive[name]!.value });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives balanced accuracy over the classes of the whole', () => {
    const label = [0, 0, 1, 1, 1, 2];
    const prediction = [0, 1, 1, 1, 0, 2];
    const { evaluate } = balancedAccuracy({ label, prediction });
    const nextSample = fastSamples(label.length, randomState(3));
    for (let made = 0; made < 40; made += 1) {
      const sample = nextSample();
      const rows = label.flatMap((_, row) => new Array<number>(sample.counts[row]!).fill(row));
      const recalls = [0, 1, 2].map((one) => {
        const members = rows.filter((row) => label[row] === one);
        return members.filter((row) => prediction[row] === one).length / members.length;
      });
      const mean = (recalls[0]! + recalls[1]! + recalls[2]!) / 3;
      if (Number.isNaN(mean)) expect(evaluate(sample)).toEqual({ value: NaN, count: 0 });
      else expect(evaluate(sample).value).toBeCloseTo(mean, 12);
    }
  });

  it('draws as many rows as there are, those of the stream in their order', () => {
    const nextSample = fastSamples(7, randomState(5));
    const state = randomState(5);
    for (let made = 0; made < 6; made += 1) {
      const expected = new Float64Array(7);
      for (const row of drawRows(state, new Int32Array(7))) expected[row]! += 1;
      expect(nextSample().counts).toEqual(expected);
    }
  });
});
