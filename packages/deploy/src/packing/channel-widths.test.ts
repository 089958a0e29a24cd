import { ndarray, randomStream } from '@cfq/jit';
import { decodeWeights, denseNetwork } from '@cfq/network';
import { aciqChannels, type AffineTensor } from '@cfq/quantizers';
import { expect, it } from 'vitest';
import { verifyPacked } from '../verifying/verify-packed.ts';
import { packNetwork } from './pack-network.ts';

/** Outputs of ranges far apart. */
const uneven = (inputs: number, outputs: number, bits: number): AffineTensor => {
  const { data, shape } = randomStream(0, 'widths', inputs).normal([inputs, outputs]);
  const x = ndarray(
    Float32Array.from(data, (value, at) => value * 1.5 ** ((at % outputs) % 7)),
    shape,
  );
  return aciqChannels.encode(x, aciqChannels.init(x, bits, { axis: 1 }), bits);
};

const grid = { scale: 0.05, bits: 8 };
const network = (bits: number, hidden = 96) =>
  denseNetwork([
    { weight: uneven(30, hidden, bits), grid },
    { weight: uneven(hidden, 64, bits), grid },
    { weight: uneven(64, 2, bits) },
  ]);

it.each(['qdq', 'integer'] as const)('every channel takes its own bits in the file, %s', async (lowering) => {
  const input = lowering === 'qdq' ? {} : { inputGrid: { scale: 0.03125, zeroPoint: 128, bits: 8 as const } };
  for (const bits of [3, 4]) {
    const { layers, bytes } = await packNetwork(network(bits), { lowering, ...input });
    // As many bytes as if every channel had the mean; the last layer's two outputs are too few to pay for operators.
    expect(layers[0]).toMatchObject({ storage: 'BITS', codeBytes: (30 * 96 * bits) / 8 });
    expect(layers[1]).toMatchObject({ storage: 'BITS', codeBytes: (96 * 64 * bits) / 8 });
    expect(layers[1]!.bits).toBeGreaterThan(bits);
    expect(bytes.length).toBeGreaterThan(((30 * 96 + 96 * 64) * bits) / 8);
  }
});

it('every engine reads the codes as they decode, unit vectors giving the weights', async () => {
  const weight = uneven(48, 96, 4);
  const { bytes, layers } = await packNetwork(denseNetwork([{ weight }]));
  expect(layers[0]!.storage).toBe('BITS');
  const unit = ndarray(
    Array.from({ length: 48 * 48 }, (_, at) => Number(at % 49 === 0)),
    [48, 48],
  );
  const verdicts = await verifyPacked({ bytes, x: unit, expected: decodeWeights(weight) });
  expect(verdicts.map(({ largestDifference }) => largestDifference)).toEqual(verdicts.map(() => 0));
});
