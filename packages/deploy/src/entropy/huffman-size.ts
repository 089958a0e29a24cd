import { matchLayer, type Network } from '@cfq/network';
import { decode } from '@cfq/quantizers';
import { huffmanEncode } from './huffman-code.ts';

/** What the codes of a layer take under their own Huffman code. */
export interface HuffmanLayer {
  readonly layer: string;
  /** Number of weights. */
  readonly weights: number;
  /** Share of the weights that stand for 0. */
  readonly zeros: number;
  /** Entropy of the codes, in bits a weight: no code that writes one after another takes less. */
  readonly entropy: number;
  /** Bits a weight under the Huffman code; at least the entropy and less than one more. */
  readonly bits: number;
  /** Bytes: the codes, a length for each symbol, and the levels or scales that say what they stand for. */
  readonly bytes: number;
}

/** What the weights of a network take under Huffman codes. */
export interface HuffmanSize {
  /** Layers with integer codes, in their order. */
  readonly layers: readonly HuffmanLayer[];
  /** Their bytes in all. */
  readonly bytes: number;
  /** Bytes of the same weights as float32. */
  readonly floatBytes: number;
}

const bytesOfFloat = 4;

/**
 * What the weights of a network would take under Huffman codes, one a layer: a number for itself and of no file, since
 * ONNX has no operator that reads such codes. Biases and float weights are left out.
 *
 * @see Han, Mao & Dally 2016, "Deep Compression", §4.
 */
export function huffmanSize({ layers }: Network): HuffmanSize {
  const coded = layers.flatMap((layer) =>
    matchLayer(layer, {
      dense: ({ name, weight }): HuffmanLayer[] => {
        if (weight.kind === 'float') return [];
        const { codes, scale } = weight;
        const { lengths, bits, bytes } = huffmanEncode(codes);
        const beside =
          weight.kind === 'codebook' ? bytesOfFloat * weight.codebook.length : weight.zeroPoint.length;
        return [
          {
            layer: name,
            weights: codes.length,
            zeros: decode(weight).data.filter((value) => value === 0).length / codes.length,
            entropy: entropyOf(codes),
            bits: bits / codes.length,
            bytes: bytes.length + lengths.length + beside + bytesOfFloat * scale.length,
          },
        ];
      },
    }),
  );
  const sum = (value: (of: HuffmanLayer) => number): number =>
    coded.reduce((total, layer) => total + value(layer), 0);
  return {
    layers: coded,
    bytes: sum(({ bytes }) => bytes),
    floatBytes: bytesOfFloat * sum(({ weights }) => weights),
  };
}

/** Entropy of what occurs, `−Σ p log2 p`, in bits. */
function entropyOf(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / codes.length;
    return sum - share * Math.log2(share);
  }, 0);
}
