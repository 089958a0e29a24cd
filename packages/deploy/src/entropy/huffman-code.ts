import { DeployError } from '../deploy-error.ts';
import { huffmanLengths } from './huffman-lengths.ts';

/** Codes of a layer, each in as few bits as how often it occurs allows. */
export interface HuffmanCoded {
  /** Length in bits by symbol, the least code first: all that a canonical code needs to be read; 0 for one that does not occur. */
  readonly lengths: readonly number[];
  /** The code that the first symbol stands for. */
  readonly lowest: number;
  /** How many codes follow one another. */
  readonly count: number;
  /** Bits that they take, the filling of the last byte left out. */
  readonly bits: number;
  /** The codes, highest bit first. */
  readonly bytes: Uint8Array;
}

/** Canonical words by symbol: shorter ones first, of one length in the order of symbols. As strings of 0 and 1. */
function wordsOf(lengths: readonly number[]): readonly string[] {
  const words = lengths.map(() => '');
  const order = Array.from(lengths.keys())
    .filter((symbol) => lengths[symbol]! > 0)
    .sort((one, other) => lengths[one]! - lengths[other]! || one - other);
  let [word, length] = [0n, 0];
  for (const symbol of order) {
    word <<= BigInt(lengths[symbol]! - length);
    length = lengths[symbol]!;
    words[symbol] = word.toString(2).padStart(length, '0');
    word += 1n;
  }
  return words;
}

/**
 * Codes of a layer under their own Huffman code.
 *
 * @param codes whole numbers, at least one.
 * @throws DeployError when there are none.
 * @see Huffman 1952; Han, Mao & Dally 2016, "Deep Compression", §4.
 */
export function huffmanEncode(codes: Int32Array): HuffmanCoded {
  if (codes.length === 0) {
    throw new DeployError('huffmanEncode: there are codes (expected one at least, got none). Pass a layer.');
  }
  const lowest = codes.reduce((least, code) => Math.min(least, code), Infinity);
  const highest = codes.reduce((most, code) => Math.max(most, code), -Infinity);
  const counts = Array.from({ length: highest - lowest + 1 }, () => 0);
  for (const code of codes) counts[code - lowest]! += 1;
  const lengths = huffmanLengths(counts);
  const words = wordsOf(lengths);
  const bits = counts.reduce((sum, count, symbol) => sum + count * lengths[symbol]!, 0);
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  let at = 0;
  for (const code of codes) {
    for (const bit of words[code - lowest]!) {
      if (bit === '1') bytes[at >> 3]! |= 128 >> (at & 7);
      at += 1;
    }
  }
  return { lengths, lowest, count: codes.length, bits, bytes };
}

/**
 * The codes again, exactly.
 *
 * @throws DeployError when the bytes end too early, or hold a word that is none.
 */
export function huffmanDecode({ lengths, lowest, count, bits, bytes }: HuffmanCoded): Int32Array {
  const symbolOf = new Map(wordsOf(lengths).map((word, symbol) => [word, symbol]));
  const codes = new Int32Array(count);
  if (bits === 0) return codes.fill(lowest);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    let word = '';
    let symbol: number | undefined;
    while (symbol === undefined) {
      if (at >= bits || at >= 8 * bytes.length) {
        throw new DeployError(
          `huffmanDecode: bytes hold all codes (expected ${count}, got ${index}). Pass what huffmanEncode returned.`,
        );
      }
      word += (bytes[at >> 3]! >> (7 - (at & 7))) % 2 === 0 ? '0' : '1';
      at += 1;
      symbol = symbolOf.get(word);
    }
    codes[index] = symbol + lowest;
  }
  return codes;
}
