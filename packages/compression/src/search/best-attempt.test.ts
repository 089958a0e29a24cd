import { auditMetric, checkLimits, parseLimitExpression, type AuditNumber } from '@cfq/audit';
import { denseNetwork } from '@cfq/network';
import { expect, it } from 'vitest';
import { bestAttempt } from './best-attempt.ts';
import type { MeasuredPoint } from './measured-point.ts';

const { limits } = parseLimitExpression('flips<=1%, near-miss>=0.9');

function number(metric: 'flips' | 'near-miss', value: number | null): AuditNumber {
  const { title, description, over, unit, digits, better } = auditMetric(metric);
  const nothing = { kappa: null, above: null, baseline: null, lower: null, upper: null };
  return {
    ...{ id: metric, metric, title, description, over, unit, digits, better, value, ...nothing },
    count: 10,
    interval: 'none',
  };
}

function point(bytes: number, flips: number, nearMiss: number | null): MeasuredPoint {
  const numbers = [number('flips', flips), number('near-miss', nearMiss)];
  const verdicts = checkLimits({ numbers }, limits);
  const network = denseNetwork([{ weight: [[0, 1]] }]);
  const candidate = { network, allocation: [], averageBits: 2, numbers };
  return {
    ...{ allocation: [], averageBits: 2, bytes, predictedLoss: 0 },
    measured: { candidate, verdicts, within: false, reused: false },
  };
}

it('misses the fewest limits, then by the least, then is the smallest', () => {
  const untried: MeasuredPoint = { ...point(1, 0, 1), measured: null };
  const [both, far, near, twin, undefinedOne] = [
    point(10, 0.011, 0.89),
    point(20, 0.5, 0.95),
    point(30, 0.05, 0.95),
    point(40, 0.05, 0.95),
    point(5, 0, null),
  ] as const;
  expect(bestAttempt([untried, both, far, near, twin])).toBe(near);
  expect(bestAttempt([undefinedOne, both])).toBe(undefinedOne);
  expect(bestAttempt([undefinedOne, far])).toBe(far);
  expect(bestAttempt([untried])).toBeUndefined();
});
