import type { Weights } from '@cfq/network';
import { boundedSize } from '../bounded-size.ts';
import { refuse } from '../obstacle.ts';
import { dense, layerName } from './products.ts';
import { isGiven, constant, input, number, optionalConstant, type Call, type Operator } from './operator.ts';
import type { Constant } from '../values.ts';

/** A code of a few bits at a place among packed bytes, the first in the low bits. */
const codeAt = (bytes: Float64Array, bits: number, at: number): number => {
  const each = 8 / bits;
  return Math.floor(bytes[Math.floor(at / each)]! / 2 ** (bits * (at % each))) % 2 ** bits;
};

/** Zero points, one a block: of bytes packed by rows, or numbers of their own; half of the range where there are none. */
function zeroPoints(
  zeros: Constant | null,
  bits: number,
  outputs: number,
  blocks: number,
): (block: number) => number {
  if (zeros === null) return () => 2 ** (bits - 1);
  if (zeros.type !== 'uint8') return (block) => zeros.numbers[block]!;
  const bytesOfRow = Math.ceil((blocks * bits) / 8);
  if (zeros.numbers.length !== outputs * bytesOfRow) return refuse('its zero points do not match');
  return (block) => {
    const row = Math.floor(block / blocks);
    return codeAt(zeros.numbers.subarray(row * bytesOfRow, (row + 1) * bytesOfRow), bits, block % blocks);
  };
}

/** The weights of a product, as codes where a block is a whole row of them. */
function weightsOf(call: Call, inputs: number, outputs: number): Weights {
  const bits = number(call, 'bits', 'int', 4);
  const size = number(call, 'block_size', 'int', 0);
  if (![2, 4, 8].includes(bits) || size < 1)
    return refuse(`its weights are of ${bits} bits in blocks of ${size}`);
  const [bytes, scale] = [constant(call, 1).numbers, constant(call, 2).numbers];
  const blocks = Math.ceil(inputs / size);
  boundedSize([inputs, outputs]);
  const each = (size * bits) / 8;
  if (bytes.length !== outputs * blocks * each || scale.length !== outputs * blocks) {
    return refuse('its weights do not match their shape');
  }
  const zero = zeroPoints(optionalConstant(call, 3), bits, outputs, blocks);
  const code = (at: number): readonly [block: number, code: number] => {
    const [place, output] = [Math.floor(at / outputs), at % outputs];
    const block = output * blocks + Math.floor(place / size);
    return [block, codeAt(bytes.subarray(block * each, (block + 1) * each), bits, place % size)];
  };
  const shape = [inputs, outputs];
  const count = inputs * outputs;
  const isPlain =
    blocks === 1 && scale.every((step) => step > 0) && scale.every((_, at) => Number.isInteger(zero(at)));
  if (isPlain) {
    return {
      ...{ kind: 'affine', shape, bits, signed: false, axis: 1, scale: Float32Array.from(scale) },
      codes: Int32Array.from({ length: count }, (_, at) => code(at)[1]),
      zeroPoint: Int32Array.from({ length: outputs }, (_, at) => zero(at)),
    };
  }
  const data = Float32Array.from({ length: count }, (_, at) => {
    const [block, value] = code(at);
    return (value - zero(block)) * scale[block]!;
  });
  return { kind: 'float', values: { data, shape } };
}

/** A product with weights of few bits. */
const matMulNBits: Operator = (call) => {
  const inputs = number(call, 'K', 'int', 0);
  const outputs = number(call, 'N', 'int', 0);
  if (number(call, 'accuracy_level', 'int', 0) > 1) return refuse('it rounds what it multiplies');
  if (isGiven(call, 4)) return refuse('its columns are put in another order');
  const bias = optionalConstant(call, 5)?.numbers ?? new Float64Array(outputs);
  if (bias.length !== outputs) return refuse('its biases do not match');
  const name = layerName(call.node.inputs[1]!);
  return [dense(input(call, 0), weightsOf(call, inputs, outputs), bias, name)];
};

/** Products of ONNX Runtime's own with weights in blocks. */
export const blockedWeights: Readonly<Record<string, Operator>> = {
  'com.microsoft.MatMulNBits': matMulNBits,
};
