import { packNetwork } from '@cfq/deploy';
import { ndarray } from '@cfq/jit';
import { decodeWeights, denseNetwork, type AffineWeights } from '@cfq/network';
import { readOnnx, recogniseNetwork } from '@cfq/onnx';
import { expect, it } from 'vitest';

const channelBits = Array.from({ length: 64 }, (_, at) => 2 + (at % 4));

/** Every code of a channel's width, in turn. */
const weight: AffineWeights = {
  ...{ kind: 'affine', shape: [96, 64], bits: 5, channelBits, signed: false, axis: 1 },
  codes: Int32Array.from(
    { length: 96 * 64 },
    (_, at) => (7 * Math.floor(at / 64)) % 2 ** channelBits[at % 64]!,
  ),
  scale: Float32Array.from({ length: 64 }, (_, at) => (at + 1) / 8),
  zeroPoint: Int32Array.from(channelBits, (bits) => 2 ** (bits - 1) - 1),
};

it('a file whose channels have widths of their own is recognised with the weights that went into it', async () => {
  const last = ndarray(
    Array.from({ length: 128 }, (_, at) => Math.sin(at)),
    [64, 2],
  );
  const { bytes, layers } = await packNetwork(denseNetwork([{ weight }, { weight: last }]));
  expect(layers[0]).toMatchObject({ storage: 'BITS', codeBytes: (96 * 64 * 3.5) / 8 });
  const recognition = recogniseNetwork(readOnnx(bytes));
  if (!('network' in recognition)) throw new Error(JSON.stringify(recognition));
  const [first] = recognition.network.layers;
  expect(first!.weight.kind).toBe('affine');
  expect(decodeWeights(first!.weight).data).toEqual(decodeWeights(weight).data);
});
