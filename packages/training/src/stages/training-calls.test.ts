import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSizes, runCalls, trainingSteps } from './training-calls.ts';

describe('callSizes', () => {
  it('cuts any number of updates into calls that add up to it and differ by one at most', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), (steps) => {
        const sizes = callSizes(steps);
        expect(sizes).toHaveLength(runCalls);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(steps);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('trainingSteps', () => {
  it('is as many updates in every call, at least one, and none where nothing is trained', () => {
    expect(trainingSteps({ steps: 0 }, 700)).toBe(0);
    expect(trainingSteps({ steps: 1 }, 700)).toBe(20);
    expect(trainingSteps({ steps: 2000 }, 700)).toBe(2000);
    // 700 rows are 10 batches of 64 a pass.
    expect(trainingSteps({ passes: 20 }, 700)).toBe(200);
    expect(trainingSteps({ passes: 1.1 }, 700)).toBe(20);
  });
});
