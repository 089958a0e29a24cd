import { ndarray } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageBits } from '../average-bits.ts';
import { enumerate } from '../allocators/small-problems.test-support.ts';
import { hardenPolicy, policyLogProbabilities } from './harden-policy.ts';

const candidates = [2, 3, 4, 8];

const problems = fc.array(
  fc.record({
    parameters: fc.integer({ min: 1, max: 1000 }),
    logits: fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('hardenPolicy', () => {
  it('never exceeds its budget, and no allocation within it is more likely', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 2, max: 8, noNaN: true }), (rows, budgetBits) => {
        const layers = rows.map(({ parameters }, index) => ({ layer: `${index}`, parameters }));
        const logits = ndarray(
          rows.flatMap((row) => row.logits),
          [rows.length, 4],
        );
        const hardened = hardenPolicy({ layers, logits, budgetBits });
        expect(averageBits(layers, hardened)).toBeLessThanOrEqual(budgetBits);
        const loss = policyLogProbabilities(logits).map((row) => row.map((value) => -value));
        const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0);
        const best = enumerate({ layers, candidates, loss })
          .filter(({ bits }) => bits / weights <= budgetBits)
          .reduce((least, { loss: value }) => Math.min(least, value), Number.POSITIVE_INFINITY);
        const found = hardened.reduce(
          (sum, { bits }, layer) => sum + loss[layer]![candidates.indexOf(bits)]!,
          0,
        );
        expect(found).toBeLessThanOrEqual(best + 1e-9 * Math.abs(best));
      }),
      { numRuns: 300 },
    );
  });

  it('where the most likely choice of each layer fits, it is taken as it is', () => {
    const layers = [
      { layer: 'a', parameters: 10 },
      { layer: 'b', parameters: 10 },
    ];
    const logits = ndarray([0, 0, 5, 1, 9, 0, 0, 0], [2, 4]);
    expect(hardenPolicy({ layers, logits, budgetBits: 8 }).map(({ bits }) => bits)).toEqual([4, 2]);
    // At 2.5 bits "a" can no longer be 4; 3 is as likely as 2, and the tie goes to fewer bits.
    expect(hardenPolicy({ layers, logits, budgetBits: 2.5 }).map(({ bits }) => bits)).toEqual([2, 2]);
  });

  it('log-probabilities are those of a softmax', () => {
    const [row] = policyLogProbabilities(ndarray([0, Math.log(2), Math.log(5), Math.log(8)], [1, 4]));
    expect(row!.map(Math.exp).map((p) => Math.round(p * 1e6) / 1e6)).toEqual([0.0625, 0.125, 0.3125, 0.5]);
  });

  it('refuses logits that are not finite or of another shape', () => {
    const layers = [{ layer: 'a', parameters: 10 }];
    const at = (logits: ReturnType<typeof ndarray>) => () => hardenPolicy({ layers, logits, budgetBits: 4 });
    expect(at(ndarray([0, Number.NaN, 0, 0], [1, 4]))).toThrow(/finite/);
    expect(at(ndarray([0, 0, 0], [1, 3]))).toThrow(/expected \[1, 4\], got \[1, 3\]/);
  });
});
