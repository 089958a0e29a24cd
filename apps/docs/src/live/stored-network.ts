import type { NDArray } from '@cfq/jit';
import { denseNetwork, type Activation, type DenseLayer, type Network, type Weights } from '@cfq/network';
import { DocsError } from '../docs-error.ts';

/** Weights as JSON: numbers in base64, little-endian; codes a byte each. */
type StoredWeights =
  | { readonly kind: 'float'; readonly shape: readonly number[]; readonly values: string }
  | {
      readonly kind: 'affine';
      readonly shape: readonly number[];
      readonly bits: number;
      readonly signed: boolean;
      readonly axis: number | null;
      readonly scale: string;
      readonly zeroPoint: readonly number[];
      readonly codes: string;
    };

/** A layer as JSON. */
interface StoredLayer {
  readonly name: string;
  readonly activation: Activation;
  readonly bias: string;
  /** What rectified outputs are rounded to; null where they stay as they are. */
  readonly grid: { readonly scale: number; readonly bits: number } | null;
  readonly weight: StoredWeights;
  /** What sums are rounded to before the bias is added; left out where they stay as they are. */
  readonly sums?: readonly {
    readonly scale: number;
    readonly lowest: number;
    readonly highest: number;
    readonly bias: string;
  }[];
}

/** A network as JSON: a quantized weight takes one byte. */
export type StoredNetwork = readonly StoredLayer[];

/**
 * A network as JSON that {@link restoreNetwork} reads back to the last bit.
 *
 * @throws DocsError for what the live page has no form for: codebooks, codes of more than 8 bits, rounded columns.
 */
export function storeNetwork({ inputGrid, layers }: Network): StoredNetwork {
  if (inputGrid !== null) refuse('columns are not rounded', 'no input grid', 'one');
  return layers.map(({ name, activation, bias, grid, sumGrids, weight }: DenseLayer) => {
    const sums = sumGrids.map((own) => ({ ...own, bias: floatsToText(own.bias) }));
    return {
      ...{ name, activation, bias: floatsToText(bias), grid, weight: storeWeights(weight, name) },
      ...(sums.length > 0 && { sums }),
    };
  });
}

/** The network that {@link storeNetwork} stored. */
export function restoreNetwork(stored: StoredNetwork): Network {
  return denseNetwork(
    stored.map(({ bias, weight, sums = [], ...layer }) => ({
      ...layer,
      sumGrids: sums.map((own) => ({ ...own, bias: textToFloats(own.bias) })),
      bias: textToFloats(bias),
      weight: restoreWeights(weight),
    })),
  );
}

function storeWeights(weight: Weights, name: string): StoredWeights {
  switch (weight.kind) {
    case 'float':
      return { kind: 'float', shape: weight.values.shape, values: floatsToText(weight.values.data) };
    case 'affine': {
      const { kind, shape, bits, signed, axis, scale, zeroPoint, codes } = weight;
      if (bits > 8) refuse(`codes of "${name}" take a byte`, 'up to 8 bits', String(bits));
      return {
        ...{ kind, shape, bits, signed, axis, scale: floatsToText(scale), zeroPoint: [...zeroPoint] },
        codes: bytesToText(Uint8Array.from(codes)),
      };
    }
    case 'codebook':
      return refuse(`weights of "${name}" have a form in JSON`, 'float or affine', 'codebook');
  }
}

function restoreWeights(stored: StoredWeights): Weights {
  if (stored.kind === 'float') {
    return { kind: 'float', values: { data: textToFloats(stored.values), shape: stored.shape } };
  }
  const { scale, zeroPoint, codes, ...plain } = stored;
  const bytes = textToBytes(codes);
  return {
    ...plain,
    scale: textToFloats(scale),
    zeroPoint: Int32Array.from(zeroPoint),
    codes: Int32Array.from(plain.signed ? new Int8Array(bytes.buffer) : bytes),
  };
}

function floatsToText(values: NDArray['data'] | Float32Array): string {
  return bytesToText(new Uint8Array(Float32Array.from(values).buffer));
}

const textToFloats = (text: string): Float32Array => new Float32Array(textToBytes(text).buffer);

function bytesToText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** In a plain loop: a first question waits for it, and going through a string by its iterator takes ten times as long. */
function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

function refuse(rule: string, expected: string, got: string): never {
  throw new DocsError(
    `storeNetwork: ${rule} (expected ${expected}, got ${got}). Leave this network out of the live page.`,
  );
}
