import { jit, ndarray, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  decode,
  lsq,
  observers,
  QuantizerError,
  quantizers,
  uniformAffine,
  type Quantizer,
} from './index.ts';
import { widthsOf } from './building-blocks/widths-of.ts';

const matrix = ndarray([1, -2, 3, 4], [2, 2]);
const float64 = (...values: number[]) => ({ data: Float64Array.from(values), shape: [values.length] });

describe('tensors that are none', () => {
  it('are refused by name, with the place', () => {
    const ragged = { data: Float32Array.of(1, 2, 3), shape: [2, 2] };
    expect(() => uniformAffine.init(ragged, 4, { axis: -1 })).toThrow(
      'uniform-affine.init: tensor fills its shape (expected 4 for [2, 2], got 3). Rows of different lengths',
    );
    const parameters = uniformAffine.init(matrix, 4, { axis: -1 });
    expect(() => uniformAffine.encode(ragged, parameters, 4)).toThrow(
      'uniform-affine.encode: x fills its shape',
    );
    const wide = float64(1e300, 1) as unknown as NDArray;
    expect(() => lsq.init(wide, 4)).toThrow(
      'lsq.init: tensor must be finite in float32 (got 1e+300 at flat index 0). Float32 ends at 3.4e38',
    );
    expect(() => lsq.encode(wide, lsq.init(matrix, 4), 4)).toThrow(
      /lsq\.encode: x must be finite in float32/,
    );
    expect(() => lsq.init([[1, 2]] as never, 4)).toThrow(
      /tensor is a tensor \(expected \{ data: .*got an array\)/,
    );
    expect(() => lsq.init({ data: [1, 2], shape: [2] } as never, 4)).toThrow(/got an object of data, shape/);
    expect(() => lsq.init(null as never, 4)).toThrow(/got null/);
  });

  it('are numbers of any type, rounded to float32', () => {
    const wide = float64(0.1, -0.7, 2.3) as unknown as NDArray;
    const narrow = ndarray([0.1, -0.7, 2.3], [3]);
    const parameters = lsq.init(narrow, 4);
    expect(lsq.init(wide, 4)).toEqual(parameters);
    expect(lsq.encode(wide, parameters, 4)).toEqual(lsq.encode(narrow, parameters, 4));
  });
});

describe.each(Object.values<Quantizer>(quantizers))('$name', (quantizer) => {
  const widths = widthsOf(quantizer);
  const bits = widths.includes(4) ? 4 : widths[0]!;
  const parameters = quantizer.init(matrix, bits);
  const [name = ''] = Object.keys(parameters);

  it.each([
    ['NaN', ndarray([NaN], []), /must be finite \(got NaN at flat index 0\)/],
    ['infinity', ndarray([Infinity], []), /must be finite \(got Infinity at flat index 0\)/],
    ['another shape', ndarray([1, 1, 1], [3, 1]), /expected (it to fit \[2, 2\]|\[16\]), got \[3, 1\]/],
    ['fewer numbers than it says', { data: Float32Array.of(1), shape: [1, 2] }, /fills its shape/],
    ['a bare number', 0.5 as never, /is a tensor \(expected .*got 0\.5\)/],
  ] as const)('refuses a parameter of %s', (_, value, message) => {
    const given = { ...parameters, [name]: value };
    expect(() => quantizer.encode(matrix, given, bits)).toThrow(message);
    expect(() => quantizer.encode(matrix, given, bits)).toThrow(QuantizerError);
  });

  it('refuses parameters of another shape inside a traced function too', async () => {
    const run = jit(
      (x: tf.Tensor, record: Record<string, tf.Tensor>) => quantizer.fakeQuantize(x, record, bits),
      { executor: 'eager' },
    );
    const unfit = { ...parameters, [name]: ndarray([1, 1, 1], [3, 1, 1]) };
    await expect(run(matrix, unfit)).rejects.toThrow(/expected (it to fit \[2, 2\]|\[16\]), got \[3, 1, 1\]/);
    await run.dispose();
  });

  it('refuses to read codes that are not what encode gives', () => {
    const encoded = quantizer.encode(matrix, parameters, bits);
    expect(() => decode({ ...encoded, codes: encoded.codes.slice(1) })).toThrow(
      'decode: codes fill their shape (expected 4 of [2, 2], got 3)',
    );
    expect(() => decode({ ...encoded, axis: 1 })).toThrow('decode: each channel has a scale (expected 2');
    expect(() => decode({ ...encoded, axis: 2 })).toThrow(QuantizerError);
  });
});

describe.each(Object.values(observers))('the observer $name', (observer) => {
  const scheme = {
    grid: { low: 0, high: 15, signed: false },
    fit: () => ({ scale: 1, zeroPoint: 0 }),
  };

  it.each([
    ['nothing', []],
    ['NaN', [1, NaN]],
    ['infinity', [1, -Infinity]],
  ])('refuses to look at %s', (_, values) => {
    expect(() => observer.observe(Float32Array.from(values), scheme, 0.999)).toThrow(QuantizerError);
  });
});
