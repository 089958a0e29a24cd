import { ndarray } from '@cfq/jit';
import { checkNetwork, type Network, type Weights } from '@cfq/network';
import { z } from 'zod';

const shape = z.array(z.int().min(1));
const text = z.string();
const axis = z.int().min(0).nullable();
const bits = z.int().min(1).max(16);

const weightsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('float'), values: text, shape }),
  z.strictObject({
    kind: z.literal('affine'),
    ...{ codes: text, shape, bits, signed: z.boolean(), scale: text, zeroPoint: text, axis },
    channelBits: z.array(bits).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('codebook'),
    ...{ codes: text, shape, bits, codebook: text, scale: text, axis },
  }),
]);

/** A network in JSON: numbers as base64 of their bytes, little-endian, so that they come back to the last bit. */
export const networkTextSchema = z.strictObject({
  inputWidth: z.int().min(1),
  inputGrid: z.strictObject({ scale: text, offset: text, lowest: z.int(), highest: z.int() }).nullable(),
  layers: z.array(
    z.strictObject({
      kind: z.literal('dense'),
      name: z.string(),
      weight: weightsSchema,
      sumGrids: z.array(z.strictObject({ scale: z.number(), lowest: z.int(), highest: z.int(), bias: text })),
      bias: text,
      activation: z.enum(['linear', 'relu']),
      grid: z.strictObject({ scale: z.number(), bits }).nullable(),
    }),
  ),
});

/** See {@link networkTextSchema}. */
export type NetworkText = z.infer<typeof networkTextSchema>;

const base64 = (numbers: Float32Array | Int32Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

/** A copy: what is decoded need not lie where whole numbers may. */
const bytesOf = (encoded: string): ArrayBuffer => Uint8Array.from(Buffer.from(encoded, 'base64')).buffer;
const floats = (encoded: string): Float32Array => new Float32Array(bytesOf(encoded));
const integers = (encoded: string): Int32Array => new Int32Array(bytesOf(encoded));

function weightsText(weight: Weights): NetworkText['layers'][number]['weight'] {
  switch (weight.kind) {
    case 'float':
      return {
        kind: 'float',
        values: base64(Float32Array.from(weight.values.data)),
        shape: [...weight.values.shape],
      };
    case 'affine': {
      const { codes, scale, zeroPoint, channelBits, ...rest } = weight;
      const numbers = { codes: base64(codes), scale: base64(scale), zeroPoint: base64(zeroPoint) };
      const widths = channelBits && { channelBits: [...channelBits] };
      return { ...rest, shape: [...weight.shape], ...numbers, ...widths };
    }
    case 'codebook': {
      const { codes, codebook, scale } = weight;
      const numbers = { codes: base64(codes), codebook: base64(codebook), scale: base64(scale) };
      return { ...weight, shape: [...weight.shape], ...numbers };
    }
  }
}

function weightsFrom(weight: NetworkText['layers'][number]['weight']): Weights {
  switch (weight.kind) {
    case 'float':
      return { kind: 'float', values: ndarray(floats(weight.values), weight.shape) };
    case 'affine': {
      const { codes, scale, zeroPoint } = weight;
      return { ...weight, codes: integers(codes), scale: floats(scale), zeroPoint: integers(zeroPoint) };
    }
    case 'codebook': {
      const { codes, codebook, scale } = weight;
      return { ...weight, codes: integers(codes), codebook: floats(codebook), scale: floats(scale) };
    }
  }
}

/** A network as it is stored. */
export function networkText({ inputWidth, inputGrid, layers }: Network): NetworkText {
  return {
    inputWidth,
    inputGrid: inputGrid && {
      ...inputGrid,
      scale: base64(inputGrid.scale),
      offset: base64(inputGrid.offset),
    },
    layers: layers.map(({ kind, name, weight, sumGrids, bias, activation, grid }) => ({
      ...{ kind, name, activation },
      weight: weightsText(weight),
      sumGrids: sumGrids.map((own) => ({ ...own, bias: base64(own.bias) })),
      bias: base64(bias),
      grid: grid && { scale: grid.scale, bits: grid.bits },
    })),
  };
}

/**
 * The network that was stored.
 *
 * @throws NetworkError (of `@cfq/network`) where it is none
 */
export function networkFromText({ inputWidth, inputGrid, layers }: NetworkText): Network {
  const network: Network = {
    inputWidth,
    inputGrid: inputGrid && {
      ...inputGrid,
      scale: floats(inputGrid.scale),
      offset: floats(inputGrid.offset),
    },
    layers: layers.map((layer) => ({
      ...layer,
      weight: weightsFrom(layer.weight),
      sumGrids: layer.sumGrids.map((own) => ({ ...own, bias: floats(own.bias) })),
      bias: floats(layer.bias),
    })),
  };
  checkNetwork(network, 'networkFromText');
  return network;
}
