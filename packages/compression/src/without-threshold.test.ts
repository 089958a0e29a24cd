import { ndarray } from '@cfq/jit';
import { denseNetwork, referenceLogits } from '@cfq/network';
import { expect, it } from 'vitest';
import { withoutThreshold } from './without-threshold.ts';

it('gives back the logits that a threshold was taken off from', () => {
  const bias = [0.25, -0.5];
  const weight = [[0.5, -1]];
  const threshold = 0.8;
  const cut = denseNetwork([{ weight, bias: [0.25, -0.5 - Math.log(0.8 / 0.2)] }]);
  const x = ndarray([-1, 0, 2], [3, 1]);
  const expected = referenceLogits(denseNetwork([{ weight, bias }]), x).data;
  referenceLogits(withoutThreshold(cut, threshold), x).data.forEach((logit, at) => {
    expect(logit).toBeCloseTo(expected[at]!, 5);
  });
  expect(withoutThreshold(cut, 0.5)).toBe(cut);
});
