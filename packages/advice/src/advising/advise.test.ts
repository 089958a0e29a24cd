import { createEncoder, parsePeople } from '@cfq/datasets';
import { ndarray, takeRows } from '@cfq/jit';
import { plausibilityScore } from '@cfq/recourse';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  advise,
  adviseInBatches,
  AdviceError,
  renderAdvice,
  stepsThatExist,
  type AdvisedModel,
} from '../index.ts';
import { applicants, closedLender, openLender, personsOf, spaceOf } from '../testing/lender.ts';

type People = Awaited<ReturnType<typeof applicants>>;

let people: People;
let model: AdvisedModel;
beforeAll(async () => {
  people = await applicants();
  model = openLender(spaceOf(people));
});

const everybody = () => [...people.lines.keys()];
const isMultiple = (value: number, step: number) =>
  Math.abs(value / step - Math.round(value / step)) < 1e-9 * Math.max(1, Math.abs(value / step));

describe('advise', () => {
  it('tells the approved so, and gives everybody else actions that the file approves', async () => {
    const advice = await advise({ model, people: personsOf(people, everybody()) });
    const encoder = createEncoder(model.featureSpace);
    const ends = advice.flatMap(({ alternatives }) => alternatives.map(({ values }) => values));
    const { data, shape } = encoder.encodeRows(ends);
    const asked = await model.margins(ndarray(data, [...shape]));
    const told = advice.flatMap(({ alternatives }) => alternatives.map(({ margin }) => margin));
    expect(told).toEqual([...asked]);
    expect(Math.min(...told)).toBeGreaterThan(0);
    const outcomes = new Set(advice.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(['approved', 'advised']));
    for (const { outcome, margin, alternatives, person } of advice) {
      expect(outcome === 'approved').toBe(margin > 0);
      for (const { values, changes, unchanged } of alternatives) {
        expect(changes.length).toBeGreaterThan(0);
        expect(changes.length).toBeLessThanOrEqual(3);
        for (const { feature, from, to } of changes) {
          expect(from).toBe(person.values[feature]);
          expect(values[feature]).toBe(to);
          expect(unchanged).not.toContain(feature);
        }
        for (const name of unchanged) expect(values[name]).toBe(person.values[name]);
        expect(changes.length + unchanged.length).toBe(9);
      }
    }
  });

  it('has people obtain what they do not have, where that is said, in one sentence', async () => {
    const lender = openLender(model.featureSpace, -1);
    const without = personsOf(people, everybody()).filter(({ values }) => values['income'] === null);
    const policy = {
      ...{ name: 'proof', description: 'an income can be proven' },
      features: { income: { obtainable: ['(missing)'], costWeight: 0.2, bounds: [1000, 3000] as const } },
    };
    const [usual, freed, locked] = await Promise.all([
      advise({ model: lender, people: without }),
      advise({ model: lender, people: without, policy, alternatives: 3 }),
      advise({ model: lender, people: without, policy, rules: { lock: ['income'] } }),
    ]);
    const incomes = (advice: Awaited<ReturnType<typeof advise>>) =>
      advice.flatMap(({ alternatives }) =>
        alternatives.flatMap(({ changes }) => changes.filter(({ feature }) => feature === 'income')),
      );
    expect(incomes(usual)).toEqual([]);
    expect(incomes(locked)).toEqual([]);
    expect(incomes(freed).length).toBeGreaterThan(3);
    for (const { from, to } of incomes(freed)) {
      expect(from).toBeNull();
      expect(isMultiple(to as number, 50) && (to as number) >= 1000 && (to as number) <= 3000).toBe(true);
    }
    for (const { alternatives } of freed) {
      const ways = alternatives.map(({ changes }) => changes.map(({ feature }) => feature).join());
      expect(new Set(ways).size).toBe(ways.length);
      for (const { changes, margin, values } of alternatives) {
        expect(changes.length).toBeLessThanOrEqual(3);
        const { data, shape } = createEncoder(lender.featureSpace).encodeRows([values]);
        expect((await lender.margins(ndarray(data, [...shape])))[0]).toBe(margin);
      }
    }
    const told = renderAdvice(freed, 'text');
    expect(told).toMatch(/income: from unknown to [123],\d{3}/);
    expect(told).not.toContain('income (missing)');
  });

  it('asks for values that exist, whatever is promised, locked or capped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(499), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        fc.subarray(['income', 'amount', 'duration', 'debt', 'savings', 'housing']),
        fc.integer({ min: 1, max: 3 }),
        async (rows, promised, lock, alternatives) => {
          const rules = {
            lock,
            maxChange: [{ feature: 'income', direction: 'increase', percent: 20 }] as const,
          };
          const advice = await advise({
            model,
            people: personsOf(people, rows),
            promised,
            alternatives,
            rules,
          });
          for (const { alternatives: ways } of advice) {
            for (const { changes, margin } of ways) {
              expect(margin).toBeGreaterThanOrEqual(promised);
              for (const { feature, from, to } of changes) {
                expect(lock).not.toContain(feature);
                const { kind, step, categories, labels } = model.featureSpace.features.find(
                  ({ name }) => name === feature,
                )!;
                if (kind === 'numeric') expect(isMultiple(to as number, step!)).toBe(true);
                else expect(labels ?? categories).toContain(to);
                if (feature === 'income') expect(to).toBeLessThanOrEqual(1.2 * (from as number) + 1e-9);
              }
            }
            const sets = ways.map(({ changes }) => changes.map(({ feature }) => feature).join());
            expect(new Set(sets).size).toBe(sets.length);
            const costs = ways.map(({ cost }) => cost);
            expect(costs).toEqual([...costs].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('finds as many different ways as there are', async () => {
    const [advice] = await advise({
      model,
      people: personsOf(people, [0]),
      alternatives: 5,
      rules: { allow: ['amount', 'debt', 'savings'] },
    });
    const sets = advice!.alternatives.map(({ changes }) =>
      changes
        .map(({ feature }) => feature)
        .sort()
        .join(),
    );
    expect(sets.length).toBeGreaterThan(1);
    expect(new Set(sets).size).toBe(sets.length);
  });

  it.each([openLender, closedLender])('never asks for all of another way and more (%o)', async (lender) => {
    const rows = Array.from({ length: 30 }, (_, row) => row);
    const advice = await advise({
      model: lender(model.featureSpace),
      people: personsOf(people, rows),
      alternatives: 4,
    });
    let pairs = 0;
    for (const { alternatives } of advice) {
      for (const one of alternatives) {
        for (const other of alternatives) {
          if (one === other) continue;
          pairs += 1;
          const contained = one.changes.every(({ feature, from, to }) => {
            const more = other.changes.find((change) => change.feature === feature);
            if (more === undefined || typeof to === 'string') return more?.to === to;
            const [own, near, far] = [from, to, more.to] as [number, number, number];
            return (near - own) * (far - near) >= 0;
          });
          expect(contained).toBe(false);
        }
      }
    }
    expect(pairs).toBeGreaterThan(20);
  });

  it('tells who cannot be helped from who was not reached in time', async () => {
    const denied = personsOf(people, everybody());
    const locked = await advise({ model, people: denied, rules: { allow: ['age'].slice(1) } });
    expect(new Set(locked.map(({ outcome }) => outcome))).toEqual(new Set(['approved', 'infeasible']));
    const late = await advise({ model, people: denied, deadline: 0 });
    expect(new Set(late.map(({ outcome }) => outcome))).toEqual(new Set(['approved', 'timed-out']));
    expect(late.map(({ outcome }) => outcome === 'approved')).toEqual(
      locked.map(({ outcome }) => outcome === 'approved'),
    );
  });

  it('aims higher where the file does not say what its network says', async () => {
    const strict: AdvisedModel = {
      ...model,
      // As after a rounding of the file: 0.05 logits less than the network in the open.
      margins: async (x, context) => (await model.margins(x, context)).map((margin) => margin - 0.05),
    };
    const advice = await advise({ model: strict, people: personsOf(people, everybody()) });
    expect(new Set(advice.map(({ outcome }) => outcome))).toEqual(new Set(['approved', 'advised']));
    for (const { alternatives } of advice) {
      for (const { margin } of alternatives) expect(margin).toBeGreaterThan(0);
    }
  });

  it('searches a model that gives margins alone, and pays little more', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => row);
    const problem = { people: personsOf(people, rows), table: people.table };
    const open = await advise({ ...problem, model });
    const closed = await advise({ ...problem, model: closedLender(model.featureSpace) });
    const costOf = (advice: typeof open) => advice.flatMap(({ alternatives: [way] }) => way?.cost ?? []);
    expect(closed.map(({ outcome }) => outcome)).toEqual(open.map(({ outcome }) => outcome));
    const [exact, asked] = [costOf(open), costOf(closed)].map((all) =>
      all.reduce((sum, one) => sum + one, 0),
    );
    expect(asked! / exact!).toBeLessThan(1.02);
    expect(asked! / exact!).toBeGreaterThan(0.98);
  });

  it('gives the same in batches, with bounds of each person', async () => {
    const rows = Array.from({ length: 600 }, (_, place) => place % 500);
    const bounds = rows.map((_, place) => (place % 2 === 0 ? { amount: [4000, null] as const } : {}));
    const problem = { model, people: personsOf(people, rows), rules: { bounds } };
    const batches = [];
    for await (const batch of adviseInBatches(problem)) batches.push(batch);
    expect(batches.map(({ length }) => length)).toEqual([512, 88]);
    const advice = batches.flat();
    expect(advice).toEqual(await advise(problem));
    let low = 0;
    advice.forEach(({ person, alternatives }, place) => {
      for (const { values } of alternatives) {
        if (place % 2 === 0) {
          expect(values['amount']).toBeGreaterThanOrEqual(Math.min(4000, person.values['amount'] as number));
        } else if ((values['amount'] as number) < 4000) low += 1;
      }
    });
    expect(low).toBeGreaterThan(0);
  });

  it('asks each person for what is easy to them, and for nothing that takes longer than they have', async () => {
    const rows = Array.from({ length: 520 }, (_, place) => place % 500);
    const policy = { features: { amount: { time: { fixed: 1 } }, debt: { time: { perUnit: 0.001 } } } };
    const efforts = rows.map((_, place) => (place % 2 === 0 ? { amount: 40, savings: 40 } : {}));
    const time = rows.map((_, place) => (place % 3 === 0 ? 0.5 : 2));
    const problem = { model, people: personsOf(people, rows), policy, table: people.table };
    const advice = await advise({ ...problem, rules: { efforts, time } });
    let [asked, own] = [0, 0];
    advice.forEach(({ person, alternatives: [way] }, place) => {
      if (way === undefined) return;
      const changed = way.changes.map(({ feature }) => feature);
      const fall = (person.values['debt'] as number) - (way.values['debt'] as number);
      expect(Math.abs(fall)).toBeLessThanOrEqual(1000 * time[place]!);
      if (time[place]! < 1) expect(changed).not.toContain('amount');
      if (place % 2 === 0) own += Number(changed.includes('savings') || changed.includes('amount'));
      else asked += Number(changed.includes('savings') || changed.includes('amount'));
    });
    expect(asked).toBeGreaterThan(20);
    expect(own).toBeLessThan(asked / 4);
  });

  it('asks nobody to become somebody who is not among the approved, where the policy says so', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const plausibility = { kind: 'distance', neighbours: 3, limit: 1.2 } as const;
    const asked = { model, people: personsOf(people, rows), policy: { features: {}, plausibility } };
    const advice = await advise({ ...asked, table: people.table });
    const encoder = createEncoder(model.featureSpace);
    const { data, shape } = encoder.encodeTable(people.table);
    const margins = await model.margins(ndarray(data, [...shape]));
    const approved = takeRows(
      ndarray(data, [...shape]),
      [...margins.keys()].filter((row) => margins[row]! > 0),
    );
    const ends = advice.flatMap(({ alternatives }) => alternatives.map(({ values }) => values));
    const reached = encoder.encodeRows(ends);
    const scores = ends.map((_, row) =>
      plausibilityScore({ ...plausibility, rows: approved }, reached.data, row * shape[1]),
    );
    expect(scores.length).toBeGreaterThan(5);
    expect(Math.max(...scores)).toBeLessThan(1.2 + 1e-5);
    await expect(advise(asked)).rejects.toThrow(/plausibility is measured by approved people/);
    // The same said by the data, under a policy that is silent about it.
    const told = { ...model, featureSpace: { ...model.featureSpace, plausibility } };
    const silent = { ...asked, model: told, policy: { features: {} } };
    const again = await advise({ ...silent, table: people.table });
    expect(again.map(({ alternatives }) => alternatives)).toEqual(
      advice.map(({ alternatives }) => alternatives),
    );
    await expect(advise(silent)).rejects.toThrow(/plausibility is measured by approved people/);
  });

  it('refuses what it cannot do', async () => {
    const asked = personsOf(people, [0]);
    await expect(advise({ model, people: asked, alternatives: 0 })).rejects.toThrow(AdviceError);
    await expect(advise({ model, people: asked, promised: -1 })).rejects.toThrow(
      'expected a number ≥ 0, got -1',
    );
    await expect(
      advise({ model: { ...model, reads: 'labels' }, people: asked, promised: 0.1 }),
    ).rejects.toThrow('which gives labels only');
    const silent: AdvisedModel = { ...model, margins: () => Promise.resolve(Float32Array.of(NaN)) };
    await expect(advise({ model: silent, people: asked })).rejects.toThrow(
      'got NaN from open.onnx for line 2',
    );
    const { slp } = await import('@cfq/recourse');
    await expect(advise({ model: { ...model, traced: null }, people: asked, solver: slp })).rejects.toThrow(
      'which is a black box, got "slp"',
    );
    await expect(advise({ model, people: asked, rules: { lock: ['incme'] } })).rejects.toThrow(
      "Did you mean 'income'",
    );
  });
});

describe('stepsThatExist', () => {
  it('sees digits in the data, and takes a hundredth of the scale where there are none', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row / 4},${Math.sqrt(row)},${row * 50}`);
    const loans = parsePeople({
      csv: `whole,quarters,roots,fifties\n${rows.join('\n')}\n`,
      schema: {
        name: 'loans',
        sparsity: 2,
        columns: {
          whole: { kind: 'numeric' },
          quarters: { kind: 'numeric' },
          roots: { kind: 'numeric' },
          fifties: { kind: 'numeric', step: 50 },
        },
      },
    });
    const space = spaceOf(loans);
    expect(stepsThatExist(space, loans.table)).toEqual({ whole: 1, quarters: 0.01, roots: 0.01 });
    expect(stepsThatExist(space)).toEqual({ whole: 0.1, quarters: 0.01, roots: 0.01 });
  });
});
