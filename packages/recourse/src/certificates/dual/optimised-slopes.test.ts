import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RecourseError } from '../../recourse-error.ts';
import { boundDifference } from '../bound-difference.ts';
import { anyPair } from '../testing/network-pairs.ts';
import { placed, points } from '../testing/placed-boxes.ts';

describe('boundDifference with optimised slopes', () => {
  it('is never looser than without, and often tighter', () => {
    let [boxes, tighter] = [0, 0];
    fc.assert(
      fc.property(anyPair, fc.nat(), fc.constantFrom(0.05, 0.2, 1), (pair, where, radius) => {
        const { problem } = placed(pair, where, { radii: [radius], target: 1 });
        const [plain] = boundDifference(problem);
        const [found] = boundDifference({ ...problem, iterations: 5 });
        for (let row = 0; row < points; row += 1) {
          for (const name of ['epsilon', 'shortfall', 'excess', 'studentHigh'] as const) {
            expect(found!.linear[name][row]!).toBeLessThanOrEqual(plain!.linear[name][row]! + 1e-12);
          }
          expect(found!.linear.studentLow[row]!).toBeGreaterThanOrEqual(
            plain!.linear.studentLow[row]! - 1e-12,
          );
          expect(found!.interval.epsilon[row]).toBe(plain!.interval.epsilon[row]);
          boxes += 1;
          tighter += Number(found!.linear.shortfall[row]! < plain!.linear.shortfall[row]! - 1e-9);
        }
      }),
      {
        numRuns: 40,
        examples: [[{ widths: [2, 3, 1, 2], seed: 2018724080, bits: null, activationBits: null }, 0, 1]],
      },
    );
    expect(tighter / boxes).toBeGreaterThan(0.1);
  });

  it('refuses a number of steps that is none', () => {
    const { problem } = placed({ widths: [2, 3, 2], seed: 0, bits: 4, activationBits: 8 }, 0, {
      radii: [0.1],
    });
    for (const iterations of [-1, 1.5, NaN]) {
      expect(() => boundDifference({ ...problem, iterations })).toThrow(RecourseError);
    }
  });
});
