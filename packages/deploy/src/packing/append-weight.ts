import { bitsOfCodes, type AffineWeights, type CodebookWeights, type DenseLayer } from '@cfq/network';
import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats } from '../graph/initializers.ts';
import { appendChannelCodes } from './append-channel-codes.ts';
import { opsetOfStream, type BitStream } from './bit-stream.ts';
import { packCodes } from './pack-codes.ts';
import { storageType, type StorageType } from './storage-type.ts';
import { transposed } from './transposed.ts';

/** How the weights of one layer lie in the file. */
export interface StoredWeight {
  /** Bit-width of the codes, that of the widest channel where they differ; 32 where they are float. */
  readonly bits: number;
  /** ONNX type they are stored in; `BITS` where they lie in the stream of bits, each in exactly its own: those of its channel. */
  readonly storage: StorageType['name'] | 'BITS' | 'FLOAT';
  /** Bytes of the packed codes, or of the floats, alone. */
  readonly codeBytes: number;
  /** Operator set that reads them. */
  readonly opset: number;
}

/** What the codes of a layer became. */
interface StoredCodes {
  readonly stored: StoredWeight;
  /** Name of the codes [outputs, inputs]: int32 out of a stream, else the type that they are stored in. */
  readonly name: string;
}

/** The codes as [outputs, inputs], in the stream where there is one, else in the narrowest type that holds them. */
function appendCodes(
  parts: GraphParts,
  name: string,
  weight: AffineWeights | CodebookWeights,
  signed: boolean,
  stream: BitStream | null,
): StoredCodes {
  const { codes, shape, bits, axis } = weight;
  const turned = transposed(codes, shape, new Int32Array(codes.length));
  const dims: [number, number] = [shape[1]!, shape[0]!];
  if (stream !== null) {
    const channelBits = weight.kind === 'affine' ? weight.channelBits : undefined;
    const run = { codes: turned, shape: dims, signed };
    const read =
      channelBits === undefined
        ? stream.append(parts, { ...run, bits })
        : appendChannelCodes(parts, name, { ...run, channelBits, axis: axis === 1 ? 0 : 1 }, stream);
    const codeBytes = Math.ceil(bitsOfCodes(weight) / 8);
    return { stored: { bits, storage: 'BITS', codeBytes, opset: opsetOfStream }, name: read };
  }
  const type = storageType(bits, signed);
  const rawData = packCodes(turned, type.storedBits);
  return {
    stored: { bits, storage: type.name, codeBytes: rawData.length, opset: type.opset },
    name: appendInitializer(parts, { name: `${name}.codes`, dataType: type.code, dims, rawData }),
  };
}

/** `(codes − zero point) · scale`. Symmetric codes carry no zero point. */
function appendAffine(
  parts: GraphParts,
  name: string,
  weight: AffineWeights,
  stream: BitStream | null,
): StoredWeight {
  const { bits, signed, scale, zeroPoint, axis } = weight;
  const { stored, name: codes } = appendCodes(parts, name, weight, signed, stream);
  const dims = axis === null ? [] : [scale.length];
  const input = [codes, appendInitializer(parts, floats(`${name}.scale`, scale, dims))];
  if (zeroPoint.some((zero) => zero !== 0)) {
    // DequantizeLinear takes a zero point beside bytes, but none beside int32.
    const { code, storedBits } = stream === null ? storageType(bits, signed) : storageType(8, signed);
    if (stream !== null) {
      input[0] = appendNode(parts, 'Cast', [codes], `${name}.bytes`, [integer(parts, 'to', code)]);
    }
    const rawData = packCodes(zeroPoint, storedBits);
    input.push(appendInitializer(parts, { name: `${name}.zero`, dataType: code, dims, rawData }));
  }
  // The matrix lies transposed.
  const attributes = axis === null ? [] : [integer(parts, 'axis', 1 - axis)];
  parts.nodes.push({ opType: 'DequantizeLinear', input, output: [`${name}.weight`], attribute: attributes });
  return stored;
}

/** Codes as int32: Gather reads no narrow integers, so those go through floats, which are exact. */
function appendPlaces(parts: GraphParts, name: string, codes: string): string {
  const one = appendInitializer(parts, floats(`${name}.one`, Float32Array.of(1), []));
  const numbers = appendNode(parts, 'DequantizeLinear', [codes, one], `${name}.numbers`);
  return appendNode(parts, 'Cast', [numbers], `${name}.places`, [integer(parts, 'to', elementTypes.int32)]);
}

/** `codebook[codes] · scale`. */
function appendCodebook(
  parts: GraphParts,
  name: string,
  weight: CodebookWeights,
  stream: BitStream | null,
): StoredWeight {
  const { codebook, scale, axis } = weight;
  const { stored, name: codes } = appendCodes(parts, name, weight, false, stream);
  const places = stream === null ? appendPlaces(parts, name, codes) : codes;
  const columns = axis === null ? [] : axis === 1 ? [scale.length, 1] : [1, scale.length];
  const levels = appendInitializer(parts, floats(`${name}.codebook`, codebook, [codebook.length]));
  const factor = appendInitializer(parts, floats(`${name}.scale`, scale, columns));
  const read = appendNode(parts, 'Gather', [levels, places], `${name}.levels`);
  appendNode(parts, 'Mul', [read, factor], `${name}.weight`);
  return stored;
}

/**
 * Appends what gives `<name>.weight`, a float matrix [outputs, inputs].
 *
 * @param stream where its codes go; null for a container of their own.
 */
export function appendWeight(
  parts: GraphParts,
  { name, weight }: DenseLayer,
  stream: BitStream | null,
): StoredWeight {
  switch (weight.kind) {
    case 'float': {
      const { data, shape } = weight.values;
      const values = transposed(data, shape, new Float32Array(data.length));
      parts.initializers.push(floats(`${name}.weight`, values, [shape[1]!, shape[0]!]));
      return { bits: 32, storage: 'FLOAT', codeBytes: values.byteLength, opset: 1 };
    }
    case 'affine':
      return appendAffine(parts, name, weight, stream);
    case 'codebook':
      return appendCodebook(parts, name, weight, stream);
  }
}
