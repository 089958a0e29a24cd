import { denseNetwork } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RecourseError } from '../../recourse-error.ts';
import { drawsOf, logitsAt, marginOf, networkPair } from '../testing/network-pairs.ts';
import { decidePromises, type PromiseOutcome, type PromiseProblem } from './decide-promises.ts';

const anyCase = fc.record({
  widths: fc.constantFrom([2, 5, 2], [3, 6, 4, 2], [2, 5, 3], [3, 2]),
  seed: fc.nat(),
  bits: fc.constantFrom(2, 3, 4),
  activationBits: fc.constantFrom(null, 4, 8),
  radius: fc.constantFrom(0, 0.02, 0.1, 0.5),
  side: fc.constantFrom('yes' as const, 'no' as const),
  kappa: fc.constantFrom(-Infinity, 0, 0.1),
});

type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const points = 3;

function problemOf({ widths, seed, bits, activationBits, radius, side, kappa }: Case): PromiseProblem {
  const draw = drawsOf(seed);
  const data = Float32Array.from({ length: points * widths[0] }, () => 2 * draw() - 1);
  return {
    ...networkPair({ widths, seed, bits, activationBits }),
    x: { data, shape: [points, widths[0]] },
    radius,
    columns: [1, ...Array.from({ length: widths[0] - 1 }, (_, at) => [0.5, 0][at % 2]!)],
    side,
    kappa,
    boxes: 400,
  };
}

/** Whether a row breaks what is claimed, sums in some order. */
function breaks(
  { teacher, student, side, kappa = 0 }: PromiseProblem,
  row: ArrayLike<number>,
  order?: (n: number) => readonly number[],
): boolean {
  const [promised, kept] = [teacher, student].map((one) =>
    marginOf(logitsAt(one, row, Math.fround, order), 1),
  );
  return side === 'yes' ? promised! >= kappa && kept! <= 0 : promised! <= -kappa && kept! > 0;
}

describe('decidePromises', () => {
  it('certifies only what no float32 row of the box breaks, and refutes by one that does', async () => {
    const counted: Record<PromiseOutcome, number> = { certified: 0, refuted: 0, open: 0 };
    await fc.assert(
      fc.asyncProperty(anyCase, async (given) => {
        const problem = problemOf(given);
        const { outcome, counterexample, looked } = await decidePromises(problem);
        const { x, radius } = problem;
        const width = x.shape[1]!;
        const draw = drawsOf(given.seed + 1);
        const shuffled = (n: number) =>
          Array.from({ length: n }, (_, at) => ({ at, key: draw() }))
            .sort((a, b) => a.key - b.key)
            .map(({ at }) => at);
        for (let row = 0; row < points; row += 1) {
          counted[outcome[row]!] += 1;
          expect(looked[row]).toBeLessThanOrEqual(problem.boxes! + 1);
          const from = row * width;
          const found = counterexample.data.subarray(from, from + width);
          if (outcome[row] === 'refuted') {
            found.forEach((value, column) => {
              const reach = radius * problem.columns![column]!;
              const middle = x.data[from + column]!;
              expect(value >= middle - reach && value <= middle + reach).toBe(true);
            });
            expect(breaks(problem, found)).toBe(true);
            continue;
          }
          expect(found.every(Number.isNaN)).toBe(true);
          if (outcome[row] === 'open') continue;
          for (let trial = 0; trial < 40; trial += 1) {
            const at = Float32Array.from({ length: width }, (_, column) => {
              const share = trial < 10 ? Math.sign(draw() - 0.5) : 2 * draw() - 1;
              return x.data[from + column]! + share * radius * problem.columns![column]! * (1 - 1e-6);
            });
            expect(breaks(problem, at, shuffled)).toBe(false);
          }
        }
      }),
      { numRuns: 120, seed: 3 },
    );
    expect(Math.min(counted.certified, counted.refuted)).toBeGreaterThan(30);
    expect(counted.open).toBeLessThan(0.05 * (counted.certified + counted.refuted));
  });

  it('finds the one place where a student breaks its word', async () => {
    // The teacher approves everywhere, the student everywhere but between 0.6 and 0.7.
    const hidden = { weight: [[1, 1, 1]], bias: [-0.6, -0.65, -0.7] };
    const yes = {
      weight: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      bias: [0, 0.5],
    };
    const but = {
      weight: [
        [0, -20],
        [0, 40],
        [0, -20],
      ],
      bias: [0, 0.5],
    };
    const problem = {
      teacher: denseNetwork([hidden, yes]),
      student: denseNetwork([hidden, but]),
      x: { data: Float32Array.of(0, 0.3), shape: [2, 1] },
      radius: 0.9,
      kappa: 0.2,
    };
    const { outcome, counterexample } = await decidePromises(problem);
    expect(outcome).toEqual(['refuted', 'refuted']);
    expect(Math.abs(counterexample.data[0]! - 0.65)).toBeLessThan(0.025);
    const { outcome: beside } = await decidePromises({ ...problem, radius: 0.2 });
    expect(beside).toEqual(['certified', 'certified']);
    const { outcome: unheard } = await decidePromises({ ...problem, kappa: 0.6 });
    expect(unheard).toEqual(['certified', 'certified']);
  });

  it('certifies where the student changes its mind only beside what was promised', async () => {
    const unit = { weight: [[1]] };
    const margin = { weight: [[0, 1]], bias: [0, -0.3] };
    const problem = {
      teacher: denseNetwork([unit, margin]),
      student: denseNetwork([{ ...unit, grid: { scale: 0.25, bits: 4 } }, margin]),
      x: { data: Float32Array.of(0.35), shape: [1, 1] },
      radius: 0.05,
    };
    // It denies below 0.375, where the teacher's margin is 0.075.
    const { outcome, counterexample } = await decidePromises({ ...problem, kappa: 0.05 });
    expect(outcome).toEqual(['refuted']);
    expect(counterexample.data[0]).toBeLessThan(0.375);
    expect((await decidePromises({ ...problem, kappa: 0.08 })).outcome).toEqual(['certified']);
    const no = { ...problem, side: 'no' as const };
    expect((await decidePromises({ ...no, radius: 0.01 })).outcome).toEqual(['certified']);
    expect((await decidePromises(no)).outcome).toEqual(['certified']);
  });

  it('leaves a box open where the runtime does not confirm, or parts run out', async () => {
    const problem = problemOf({
      widths: [3, 6, 4, 2],
      seed: 8,
      bits: 2,
      activationBits: 4,
      radius: 0.5,
      side: 'yes',
      kappa: -Infinity,
    });
    const { outcome } = await decidePromises(problem);
    expect(outcome).toContain('refuted');
    const asked: Float32Array[] = [];
    const denied = await decidePromises({
      ...problem,
      confirm: (row) => {
        asked.push(row);
        return false;
      },
    });
    expect(denied.outcome).not.toContain('refuted');
    expect(asked.length).toBeGreaterThan(0);
  });

  it('says which rule is broken', async () => {
    const problem = problemOf({
      widths: [3, 2],
      seed: 1,
      bits: 4,
      activationBits: null,
      radius: 0,
      side: 'yes',
      kappa: 0,
    });
    const wrong: Partial<PromiseProblem>[] = [
      { radius: -1 },
      { kappa: NaN },
      { target: 2 },
      { boxes: 0 },
      { columns: [1] },
      { x: { data: new Float32Array(2), shape: [1, 2] } },
    ];
    for (const change of wrong) {
      await expect(decidePromises({ ...problem, ...change })).rejects.toThrow(RecourseError);
    }
    const signal = AbortSignal.abort();
    await expect(decidePromises({ ...problem, signal })).rejects.toThrow('aborted');
  });
});
