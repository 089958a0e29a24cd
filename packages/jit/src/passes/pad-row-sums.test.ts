import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { jit } from '../jit.ts';
import { randomStream } from '../random-stream.ts';
import { padRowSums } from './pad-row-sums.ts';
import { after } from './testing/test-graph.ts';

const printed = (shape: readonly number[], axis: number): string =>
  after(padRowSums, (g, x) => {
    const wide = g.expand(g.reshape(x, [6, ...shape.map(() => 1)]), [6, ...shape]);
    const rows = g.reshape(wide, [6 * shape[0]!, ...shape.slice(1)]);
    return [g.emit('ReduceSum', [rows, g.constant('int64', Int32Array.of(axis), [1])])];
  });

describe('padRowSums', () => {
  it('rows of a usual batch are summed with zeros under them, others as they are', () => {
    expect(printed([42, 64], 0)).toMatch(/\[257,64\] = Concat\(.*, float32\[5,64\]\{0 0 0 0 …\}\) <axis=0>/);
    for (const [shape, axis] of [
      [[42, 64], 1],
      [[42, 8], 0],
      [[42, 300], 0],
      [[20, 64], 0],
      [[43, 64], 0],
      [[42, 64, 2], 0],
    ] as const)
      expect(printed(shape, axis)).not.toContain('Concat');
  });

  it.each([
    [256, 128],
    [256, 17],
    [201, 64],
    [192, 256],
  ])(
    'the sum of %i rows of %i columns is that of the rows added in order, bit for bit',
    async (rows, columns) => {
      const { data } = randomStream(rows).normal([rows, columns]);
      for (let row = 0; row < rows; row++) data[row * columns] = -0;
      data[columns + 1] = Number.POSITIVE_INFINITY;
      const expected = new Float32Array(columns);
      for (const [index, value] of data.entries()) expected[index % columns]! += value;
      const sum = jit((x: tf.Tensor2D) => tf.sum(x, 0));
      const actual = await sum(ndarray(data, [rows, columns]));
      await sum.dispose();
      expect(new Int32Array((actual.data as Float32Array).slice().buffer)).toEqual(
        new Int32Array(expected.buffer),
      );
    },
  );
});
