import { ndarray, randomStream } from '@cfq/jit';
import { localOutlierFactors, neighbourDistance } from '@cfq/metrics/recourse';
import { plausibilityScore, type Plausibility } from '@cfq/recourse';
import { expect, it } from 'vitest';

const stream = randomStream(3, 'crowd');
const crowd = ndarray(Float32Array.from(stream.normal([40, 3]).data), [40, 3]);
const points = ndarray(Float32Array.from(stream.normal([20, 3]).data), [20, 3]);

it.each([1, 5, 20])(
  'what actions are bound by is what is reported of them, by %i neighbours',
  (neighbours) => {
    const scores = (kind: Plausibility['kind']) => {
      const plausibility = { kind, neighbours, limit: 1, rows: crowd };
      return Array.from({ length: 20 }, (_, row) => plausibilityScore(plausibility, points.data, 3 * row));
    };
    const input = { valid: new Array<number>(20).fill(1), points, reference: crowd, neighbours };
    const factors = scores('local-outlier-factor');
    localOutlierFactors(input).forEach((factor, row) => expect(factors[row]).toBeCloseTo(factor, 9));
    const mean = scores('distance').reduce((sum, value) => sum + value, 0) / 20;
    expect(neighbourDistance(input).value).toBeCloseTo(mean, 9);
  },
);
