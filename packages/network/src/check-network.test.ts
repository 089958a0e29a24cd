import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { checkNetwork } from './check/check-network.ts';
import { denseNetwork } from './dense-network.ts';
import { NetworkError } from './network-error.ts';
import type { DenseLayer, Network } from './model/network.ts';
import type { AffineWeights, CodebookWeights, FloatWeights } from './model/weights.ts';

const affine: AffineWeights = {
  kind: 'affine',
  codes: Int32Array.of(-8, 7, 0, 1, -1, 3),
  shape: [3, 2],
  bits: 4,
  signed: true,
  scale: Float32Array.of(0.5),
  zeroPoint: Int32Array.of(0),
  axis: null,
};
const codebook: CodebookWeights = {
  kind: 'codebook',
  codes: Int32Array.of(0, 1, 2, 0),
  shape: [2, 2],
  bits: 2,
  codebook: Float32Array.of(-1, 0.25, 1),
  scale: Float32Array.of(2, 3),
  axis: 1,
};
const good = denseNetwork([
  { weight: affine, bias: [0, 1], grid: { scale: 0.03, bits: 4 } },
  { weight: codebook },
]);
const [first, second] = good.layers as [DenseLayer, DenseLayer];
const float = (values: number[], shape: number[]): FloatWeights => ({
  kind: 'float',
  values: ndarray(values, shape),
});

/** The good network with something else as its first or last layer. */
const withFirst = (change: Partial<DenseLayer>): Network => ({
  ...good,
  layers: [{ ...first, ...change }, second],
});
const withLast = (change: Partial<DenseLayer>): Network => ({
  ...good,
  layers: [first, { ...second, ...change }],
});

describe('a network is refused', () => {
  it.each<[string, Network, RegExp]>([
    ['without layers', { ...good, layers: [] }, /at least one layer/],
    ['without columns', { ...good, inputWidth: 0 }, /inputWidth from 1, got 0/],
    [
      'of another width',
      { ...good, inputWidth: 4 },
      /"dense0": the weight.*expected \[4, outputs\], got \[3, 2\]/,
    ],
    [
      'with a width for more channels than there are',
      withFirst({ weight: { ...affine, channelBits: [4, 4] } }),
      /channel has a whole number of bits.*1 of them, 1 to 4, got 2/,
    ],
    [
      'with a channel wider than the layer',
      withFirst({ weight: { ...affine, channelBits: [5] } }),
      /channel has a whole number of bits.*got 5/,
    ],
    [
      'with a code beyond its channel',
      withFirst({
        weight: {
          ...{ ...affine, axis: 1, channelBits: [4, 3] },
          ...{ scale: Float32Array.of(1, 1), zeroPoint: new Int32Array(2) },
        },
      }),
      /fit its own bits.*3 bits in channel 1, got 7/,
    ],
    ['out of order', { ...good, layers: [second, first] }, /"dense1": the weight must be a matrix/],
    ['with two layers of a name', withLast({ name: 'dense0' }), /a layer has a name of its own/],
    ['with a vector as weight', withLast({ weight: float([1, 2], [2]) }), /got \[2\]/],
    [
      'with data that are not of its shape',
      withLast({ weight: { kind: 'float', values: { data: new Float32Array(3), shape: [2, 2] } } }),
      /one value \(expected 4 for \[2, 2\], got 3\)/,
    ],
    [
      'with a weight that is not finite',
      withLast({ weight: float([1, NaN, 1, 1], [2, 2]) }),
      /weights must be finite/,
    ],
    ['with a bias too many', withLast({ bias: new Float32Array(3) }), /one bias \(expected 2, got 3\)/],
    ['with an infinite bias', withFirst({ bias: Float32Array.of(0, Infinity) }), /biases must be finite/],
    [
      'with a code too wide',
      withFirst({ weight: { ...affine, bits: 3 } }),
      /fit 3 bits \(expected -4 to 3, got -8\)/,
    ],
    [
      'with signed codes said to be unsigned',
      withFirst({ weight: { ...affine, signed: false } }),
      /expected 0 to 15/,
    ],
    [
      'with a scale of 0',
      withFirst({ weight: { ...affine, scale: Float32Array.of(0) } }),
      /finite and positive/,
    ],
    [
      'with a scale too many',
      withFirst({ weight: { ...affine, scale: Float32Array.of(1, 1) } }),
      /one scale, or one a channel/,
    ],
    ['along an axis it has not', withFirst({ weight: { ...affine, axis: 2 } }), /no such axis along axis 2/],
    [
      'with a zero point missing',
      withFirst({ weight: { ...affine, zeroPoint: new Int32Array(0) } }),
      /as many zero points/,
    ],
    ['with half a bit', withFirst({ weight: { ...affine, bits: 2.5 } }), /whole number of bits/],
    [
      'with a place outside its codebook',
      withLast({ weight: { ...codebook, codebook: Float32Array.of(1, 2) } }),
      /places in the codebook/,
    ],
    ['with more levels than bits', withLast({ weight: { ...codebook, bits: 1 } }), /1 to 2 levels, got 3/],
    ['with a grid of 17 bits', withFirst({ grid: { scale: 1, bits: 17 } }), /1 to 16, got 17/],
    [
      'with a scale that float32 does not hold',
      withFirst({ grid: { scale: 0.03, bits: 4 } }),
      /that float32 holds/,
    ],
    ['with a grid and no ReLU', withFirst({ activation: 'linear' }), /stands behind a ReLU/],
    ['with a ReLU on its logits', withLast({ activation: 'relu' }), /the last layer gives logits/],
  ])('%s', (_, network, message) => {
    expect(() => checkNetwork(network)).toThrow(NetworkError);
    expect(() => checkNetwork(network)).toThrow(message);
  });

  it('in the name of the function that was called', () => {
    expect(() => checkNetwork({ ...good, layers: [] }, 'packNetwork')).toThrow(/^packNetwork: /);
  });

  it('with a kind that only untyped data can have', () => {
    const strange = { ...second, kind: 'fourier' } as unknown as DenseLayer;
    expect(() => checkNetwork({ ...good, layers: [first, strange] })).toThrow(/expected dense, got fourier/);
  });
});

describe('denseNetwork', () => {
  it('names layers, puts a ReLU behind all but the last, and rounds the scale of a grid', () => {
    expect(good.inputWidth).toBe(3);
    expect(good.layers.map(({ name, activation }) => [name, activation])).toEqual([
      ['dense0', 'relu'],
      ['dense1', 'linear'],
    ]);
    expect(first.grid).toEqual({ scale: Math.fround(0.03), bits: 4 });
    expect(second.bias).toEqual(Float32Array.of(0, 0));
  });

  it('takes rows of numbers, arrays and codes', () => {
    const network = denseNetwork([
      { weight: [[1, 2, 3]], name: 'in' },
      { weight: affine },
      { weight: ndarray([1, 2], [2, 1]), bias: ndarray([5], [1]) },
    ]);
    expect(network.layers.map(({ weight }) => weight.kind)).toEqual(['float', 'affine', 'float']);
    expect(network.layers[2]!.bias).toEqual(Float32Array.of(5));
  });

  it('refuses ragged rows and no layers', () => {
    expect(() => denseNetwork([{ weight: [[1, 2], [3]] }])).toThrow(
      /equally long \(expected 2, got 1 in row 1\)/,
    );
    expect(() => denseNetwork([])).toThrow(/at least one layer/);
  });

  it.each([
    [
      'a weight beyond float32',
      { weight: [[1, 1e300]] },
      /weights must be finite .*got 1e\+300 at place 1.*3\.4e38/,
    ],
    [
      'a float64 array beyond float32',
      { weight: { data: Float64Array.of(-1e300, 1), shape: [1, 2] } },
      /weights must be finite .*got -1e\+300 at place 0/,
    ],
    ['text among weights', { weight: [[1, '2']] }, /weights must be finite .*got "2" at place 1/],
    ['a hole among weights', { weight: [[1, undefined]] }, /got undefined at place 1/],
    ['a bias beyond float32', { weight: [[1, 2]], bias: [0, 1e39] }, /biases must be finite .*got 1e\+39/],
    ['a bias of text', { weight: [[1, 2]], bias: ['0', 1] }, /biases must be finite .*got "0" at place 0/],
    [
      'half an output',
      { weight: { data: Float32Array.of(1, 2, 3), shape: [2, 1.5] } },
      /the weight must be a matrix .*got \[2, 1\.5\]/,
    ],
    [
      'fewer outputs than none',
      { weight: { data: new Float32Array(0), shape: [2, -1] } },
      /the weight must be a matrix .*got \[2, -1\]/,
    ],
    ['no output', { weight: { data: new Float32Array(0), shape: [2, 0] } }, /the weight must be a matrix/],
    [
      'fewer numbers than cells',
      { weight: { data: Float32Array.of(1), shape: [1, 2] } },
      /expected 2 for \[1, 2\], got 1/,
    ],
  ])('refuses %s by name', (_, layer, message) => {
    expect(() => denseNetwork([layer as never])).toThrow(message);
    expect(() => denseNetwork([layer as never])).toThrow(NetworkError);
  });
});
