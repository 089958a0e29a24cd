import { denseNetwork } from '@cfq/network';
import { lsq, quantizers, uniformAffine } from '@cfq/quantizers';
import { randomStream } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { huffmanDecode, huffmanEncode } from './huffman-code.ts';
import { huffmanLengths } from './huffman-lengths.ts';
import { huffmanSize } from './huffman-size.ts';

const entropy = (counts: readonly number[]): number => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count) => sum - (count === 0 ? 0 : (count / total) * Math.log2(count / total)),
    0,
  );
};

/** Every way to give lengths to symbols that a code of words without prefixes can have (Kraft), up to a longest one. */
function* lengthsOf(symbols: number, longest: number, room = 1): Generator<number[]> {
  if (symbols === 0) {
    yield [];
    return;
  }
  for (let length = 1; length <= longest; length += 1) {
    const left = room - 2 ** -length;
    if (left < 0) continue;
    for (const others of lengthsOf(symbols - 1, longest, left)) yield [length, ...others];
  }
}

describe('huffmanLengths', () => {
  it('is the example that everybody knows', () => {
    expect(huffmanLengths([45, 13, 12, 16, 9, 5])).toEqual([1, 3, 3, 3, 4, 4]);
    expect(huffmanLengths([0, 7, 0])).toEqual([0, 0, 0]);
  });

  it('has no more bits in all than any lengths that a code can have, and fills the tree', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 5 }), (counts) => {
        const total = (lengths: readonly number[]): number =>
          counts.reduce((sum, count, at) => sum + count * lengths[at]!, 0);
        const lengths = huffmanLengths(counts);
        const best = Math.min(...Array.from(lengthsOf(counts.length, counts.length - 1), total));
        expect(total(lengths)).toBe(best);
        expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe('huffmanEncode', () => {
  it('is read back exactly, and takes less than a bit a symbol more than the entropy', () => {
    const codes = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(codes, fc.constantFrom(1, 2, 3), (drawn, power) => {
        const given = Int32Array.from(drawn, (code) => Math.sign(code) * Math.floor(Math.abs(code) / power));
        const coded = huffmanEncode(given);
        expect(huffmanDecode(coded)).toEqual(given);
        const counts = new Map<number, number>();
        for (const code of given) counts.set(code, (counts.get(code) ?? 0) + 1);
        const least = entropy([...counts.values()]);
        expect(coded.bits / given.length).toBeGreaterThanOrEqual(least - 1e-9);
        expect(coded.bits / given.length).toBeLessThan(least + 1);
        expect(coded.bytes.length).toBe(Math.ceil(coded.bits / 8));
      }),
    );
  });

  it('refuses nothing at all, and bytes that end too early', () => {
    expect(() => huffmanEncode(new Int32Array(0))).toThrow(DeployError);
    const coded = huffmanEncode(Int32Array.of(1, 2, 3, 1, 1, 2, 3, 3, 3, 3));
    expect(() => huffmanDecode({ ...coded, bytes: coded.bytes.slice(0, 1) })).toThrow(/bytes hold all codes/);
  });
});

describe('huffmanSize', () => {
  const matrix = randomStream(3, 'huffman').normal([40, 20]);
  const sizeOf = (weight: ReturnType<typeof lsq.encode> | ReturnType<typeof quantizers.binary.encode>) =>
    huffmanSize(denseNetwork([{ weight }]));

  it('counts codes, lengths, levels and scales', () => {
    const weight = lsq.encode(matrix, lsq.init(matrix, 4), 4);
    const symbols = Math.max(...weight.codes) - Math.min(...weight.codes) + 1;
    const { layers, bytes, floatBytes } = sizeOf(weight);
    const [layer] = layers;
    expect(layer).toMatchObject({ layer: 'dense0', weights: 800 });
    expect(layer!.bits).toBeLessThan(4);
    expect(layer!.entropy).toBeLessThanOrEqual(layer!.bits);
    // A length a symbol, a zero point and a scale.
    expect(bytes).toBe(Math.ceil((layer!.bits * 800) / 8) + symbols + 1 + 4);
    expect(floatBytes).toBe(3200);
    const binary = sizeOf(quantizers.binary.encode(matrix, quantizers.binary.init(matrix, 1), 1));
    expect(binary.layers[0]).toMatchObject({ bits: 1, zeros: 0, bytes: 100 + 2 + 8 + 4 });
  });

  it('of mostly zeros is little, and float weights are left out', () => {
    const sparse = { ...matrix, data: matrix.data.map((w, at) => (at % 10 === 0 ? w : 0)) };
    const weight = quantizers['k-means'].encode(sparse, quantizers['k-means'].init(sparse, 4), 4);
    const { layers } = huffmanSize(
      denseNetwork([{ weight }, { weight: randomStream(1, 'f').normal([20, 2]) }]),
    );
    expect(layers).toHaveLength(1);
    expect(layers[0]!.zeros).toBeGreaterThanOrEqual(0.9);
    expect(layers[0]!.bits).toBeLessThan(1.5);
  });

  it('counts as zeros what stands for 0 in each channel, whose zero points differ', () => {
    // By hand: the first output's weights from -1 to 2 have their 0 at code 1, the second's have none and their code 0 there.
    const tensor = { data: Float32Array.of(-1, 1, 0, 1, 0, 2, 2, 3), shape: [4, 2] };
    const weight = uniformAffine.encode(tensor, uniformAffine.init(tensor, 2, { axis: 1 }), 2);
    expect([...weight.codes]).toEqual([0, 1, 1, 1, 1, 2, 3, 3]);
    const [layer] = huffmanSize(denseNetwork([{ weight }])).layers;
    expect(layer!.zeros).toBe(2 / 8);
    // Words of 1, 2, 3 and 3 bits: 4 + 2 · 2 + 2 · 3 = 14 bits. Beside them four lengths, two zero points, two scales.
    expect(layer).toMatchObject({ bits: 14 / 8, bytes: 2 + 4 + 2 + 2 * 4 });
  });
});
