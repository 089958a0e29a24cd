import type { AffineWeights, CodebookWeights, DenseLayer } from '@cfq/network';
import { elementTypes } from '../graph/element-types.ts';
import { integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats } from '../graph/initializers.ts';
import { packCodes } from './pack-codes.ts';
import { storageType, type StorageType } from './storage-type.ts';

/** How the weights of one layer lie in the file. */
export interface StoredWeight {
  /** Bit-width of the codes; 32 where they are float. */
  readonly bits: number;
  /** ONNX type they are stored in. */
  readonly storage: StorageType['name'] | 'FLOAT';
  /** Bytes of the packed codes, or of the floats, alone. */
  readonly codeBytes: number;
  /** Operator set that reads them. */
  readonly opset: number;
}

/** Row-major [inputs, outputs] to row-major [outputs, inputs], written into `flipped`. */
function transposed<Values extends Int32Array | Float32Array>(
  values: ArrayLike<number>,
  [inputs, outputs]: readonly number[],
  flipped: Values,
): Values {
  for (let input = 0; input < inputs!; input += 1) {
    for (let output = 0; output < outputs!; output += 1) {
      flipped[output * inputs! + input] = values[input * outputs! + output]!;
    }
  }
  return flipped;
}

/** The codes as an initializer [outputs, inputs]. */
function appendCodes(
  parts: GraphParts,
  name: string,
  { codes, shape, bits }: AffineWeights | CodebookWeights,
  signed: boolean,
): StoredWeight {
  const type = storageType(bits, signed);
  const rawData = packCodes(transposed(codes, shape, new Int32Array(codes.length)), type.storedBits);
  parts.initializers.push({
    name: `${name}.codes`,
    dataType: type.code,
    dims: [shape[1]!, shape[0]!],
    rawData,
  });
  return { bits, storage: type.name, codeBytes: rawData.length, opset: type.opset };
}

/** `(codes − zero point) · scale`. Symmetric codes carry no zero point. */
function appendAffine(parts: GraphParts, name: string, weight: AffineWeights): StoredWeight {
  const { bits, signed, scale, zeroPoint, axis } = weight;
  const stored = appendCodes(parts, name, weight, signed);
  const dims = axis === null ? [] : [scale.length];
  parts.initializers.push(floats(`${name}.scale`, scale, dims));
  const input = [`${name}.codes`, `${name}.scale`];
  if (zeroPoint.some((zero) => zero !== 0)) {
    const { code, storedBits } = storageType(bits, signed);
    const rawData = packCodes(zeroPoint, storedBits);
    parts.initializers.push({ name: `${name}.zero`, dataType: code, dims, rawData });
    input.push(`${name}.zero`);
  }
  parts.nodes.push({
    opType: 'DequantizeLinear',
    input,
    output: [`${name}.weight`],
    // The matrix lies transposed.
    attribute: axis === null ? [] : [integer(parts, 'axis', 1 - axis)],
  });
  return stored;
}

/** `codebook[codes] · scale`. Gather reads no narrow integers, so the codes go through floats, which are exact. */
function appendCodebook(parts: GraphParts, name: string, weight: CodebookWeights): StoredWeight {
  const { codebook, scale, axis } = weight;
  const stored = appendCodes(parts, name, weight, false);
  const columns = axis === null ? [] : axis === 1 ? [scale.length, 1] : [1, scale.length];
  parts.initializers.push(
    floats(`${name}.one`, Float32Array.of(1), []),
    floats(`${name}.codebook`, codebook, [codebook.length]),
    floats(`${name}.scale`, scale, columns),
  );
  parts.nodes.push(
    {
      opType: 'DequantizeLinear',
      input: [`${name}.codes`, `${name}.one`],
      output: [`${name}.numbers`],
    },
    {
      opType: 'Cast',
      input: [`${name}.numbers`],
      output: [`${name}.places`],
      attribute: [integer(parts, 'to', elementTypes.int32)],
    },
    { opType: 'Gather', input: [`${name}.codebook`, `${name}.places`], output: [`${name}.levels`] },
    { opType: 'Mul', input: [`${name}.levels`, `${name}.scale`], output: [`${name}.weight`] },
  );
  return stored;
}

/** Appends what gives `<name>.weight`, a float matrix [outputs, inputs]. */
export function appendWeight(parts: GraphParts, { name, weight }: DenseLayer): StoredWeight {
  switch (weight.kind) {
    case 'float': {
      const { data, shape } = weight.values;
      const values = transposed(data, shape, new Float32Array(data.length));
      parts.initializers.push(floats(`${name}.weight`, values, [shape[1]!, shape[0]!]));
      return { bits: 32, storage: 'FLOAT', codeBytes: values.byteLength, opset: 1 };
    }
    case 'affine':
      return appendAffine(parts, name, weight);
    case 'codebook':
      return appendCodebook(parts, name, weight);
  }
}
