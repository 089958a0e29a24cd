import { describe, expect, it } from 'vitest';

import { ndarray, randomStream } from '@cfq/jit';

import { actionSet } from '../../actions/action-set.ts';
import { functionMarginModel } from '../../model/function-margin-model.ts';
import { actionLayout } from '../../search/action-layout.ts';
import { growingSpheres } from './growing-spheres.ts';
import { sphereLayer } from './sphere-layer.ts';

const plane = actionSet({
  features: ['a', 'b', 'c'].map((name) => ({ name, kind: 'numeric', lower: -9, upper: 9 })),
});

describe('sphereLayer', () => {
  it('draws evenly from the volume between two spheres', () => {
    const layout = actionLayout(plane, { norm: 'l2', weights: { b: 2 } }, new Float32Array(3));
    const points = sphereLayer(layout, 0, { inner: 1, outer: 2 }, 4000, randomStream(1, 'layer'));
    const radii = Array.from({ length: 4000 }, (_, i) => {
      const [a, b, c] = points.subarray(3 * i, 3 * i + 3);
      return Math.hypot(a!, 2 * b!, c!);
    });
    expect(Math.min(...radii)).toBeGreaterThan(1 - 1e-6);
    expect(Math.max(...radii)).toBeLessThan(2 + 1e-6);
    // Of the volume 8 − 1, the part within 1.5 is 1.5³ − 1.
    const within = radii.filter((radius) => radius < 1.5).length / 4000;
    expect(within).toBeCloseTo((1.5 ** 3 - 1) / 7, 1);
    for (const axis of [0, 1, 2]) {
      const mean = points.filter((_, i) => i % 3 === axis).reduce((sum, value) => sum + value, 0) / 4000;
      expect(Math.abs(mean)).toBeLessThan(0.06);
    }
  });

  it('changes categories from half a unit on, to others than the present one', () => {
    const jobs = actionSet({ features: [{ name: 'job', kind: 'categorical', width: 3 }] });
    const layout = actionLayout(jobs, { norm: 'l1' }, Float32Array.of(0, 1, 0));
    const far = sphereLayer(layout, 0, { inner: 0.5, outer: 1 }, 50, randomStream(1, 'layer'));
    const near = sphereLayer(layout, 0, { inner: 0, outer: 0.49 }, 50, randomStream(1, 'layer'));
    expect(near.filter((_, i) => i % 3 === 1).every((value) => value === 1)).toBe(true);
    expect(far.filter((_, i) => i % 3 === 1).every((value) => value === 0)).toBe(true);
    expect([0, 2].map((c) => far.filter((_, i) => i % 3 === c).some((value) => value === 1))).toEqual([
      true,
      true,
    ]);
  });
});

describe('growing-spheres', () => {
  it('ends just outside the region of denial, having changed as little as it needs', async () => {
    // Denied within a ball of radius 1.5 round the origin: whatever direction, the least is 1.5.
    const model = functionMarginModel(({ data }) =>
      Array.from(
        { length: data.length / 3 },
        (_, row) => Math.hypot(...data.subarray(3 * row, 3 * row + 3)) - 1.5,
      ),
    );
    const { byMargin } = await growingSpheres.solve({
      model,
      x: ndarray(new Float32Array(3), [1, 3]),
      actionSet: plane,
      cost: { norm: 'l2' },
      margins: [0],
      seed: 3,
      options: { samples: 400, growth: 1 },
    });
    expect(byMargin[0]!.cost[0]).toBeGreaterThan(1.5);
    expect(byMargin[0]!.cost[0]).toBeLessThan(2);
  });

  it('takes back every change that is not needed', async () => {
    const model = functionMarginModel(({ data }) =>
      Array.from({ length: data.length / 3 }, (_, row) => data[3 * row]! - 1),
    );
    const { byMargin } = await growingSpheres.solve({
      model,
      x: ndarray(new Float32Array(3), [1, 3]),
      actionSet: plane,
      cost: { norm: 'l1' },
      margins: [0, 0.5],
      seed: 3,
    });
    for (const { delta, valid } of byMargin) {
      expect(valid[0]).toBe(1);
      expect(Array.from(delta.data.subarray(1))).toEqual([0, 0]);
    }
  });
});
