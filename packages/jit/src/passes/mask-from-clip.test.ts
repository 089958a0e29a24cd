import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { jit } from '../jit.ts';
import { valueAndGrad } from '../value-and-grad.ts';
import { maskFromClip } from './mask-from-clip.ts';
import { after } from './testing/test-graph.ts';

it('a mask of what lies within bounds is read from the clip that was computed before', () => {
  const text = after(maskFromClip, (g, x) => {
    const [low, high] = [g.float(0), g.float(1)];
    const within = (value: typeof x, from = low, to = high) =>
      g.emit('And', [g.emit('LessOrEqual', [value, to]), g.emit('GreaterOrEqual', [value, from])]);
    const early = within(x);
    const clip = g.emit('Clip', [x, low, high]);
    return [early, within(x), within(x, low, g.float(2)), within(clip)];
  });
  expect(text).toMatchInlineSnapshot(`
    "
    (%0: float32[2,3]) {
      %1: bool[2,3] = LessOrEqual(%0, float32[]{1})
      %2: bool[2,3] = GreaterOrEqual(%0, float32[]{0})
      %3: bool[2,3] = And(%1, %2)
      %4: float32[2,3] = Clip(%0, float32[]{0}, float32[]{1})
      %5: bool[2,3] = LessOrEqual(%0, float32[]{1})
      %6: bool[2,3] = GreaterOrEqual(%0, float32[]{0})
      %7: bool[2,3] = Equal(%0, %4)
      %8: bool[2,3] = LessOrEqual(%0, float32[]{2})
      %9: bool[2,3] = GreaterOrEqual(%0, float32[]{0})
      %10: bool[2,3] = And(%8, %9)
      %11: bool[2,3] = LessOrEqual(%4, float32[]{1})
      %12: bool[2,3] = GreaterOrEqual(%4, float32[]{0})
      %13: bool[2,3] = And(%11, %12)
      return %3, %7, %10, %13
    }
    "
  `);
});

it('the gradient of a clip is that of the engine at its bounds, beyond them and where there is no number', async () => {
  const x = [Number.NaN, -Infinity, Infinity, -1, 1, -0, 0, 0.5, -1.5, 2, 1 + 2 ** -23];
  const loss = (values: tf.Tensor1D): tf.Scalar => tf.sum(tf.mul(tf.clipByValue(values, -1, 1), 3));
  const gradient = jit((values: tf.Tensor1D) => valueAndGrad(loss)(values).gradients);
  const { data } = await gradient(ndarray(x, [x.length]));
  expect([...data]).toEqual([0, 0, 0, 3, 3, 3, 3, 3, 0, 0, 0]);
});
