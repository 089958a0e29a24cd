import { bitsOfElement, elementTypeOf } from '../../tensors/element-types.ts';
import { constantOf, scalarOf } from '../constant.ts';
import { Obstacle, refuse } from '../obstacle.ts';
import { decoded, rectifiedCodes } from '../rectified-codes.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { decodedSteps, isSteppable, stepsOf } from '../steps.ts';
import { rectified } from './bending.ts';
import { axisOf, constant, input, number, optionalConstant, type Call, type Operator } from './operator.ts';
import type { AffineWeights } from '@cfq/network';
import type { ElementType } from '../../model/onnx-tensor.ts';
import type { Codes, Columns, Constant, Dense, Scores, Steps, Value } from '../values.ts';

/** Smallest and largest whole number of a type. */
export function rangeOf(type: ElementType): readonly [lowest: number, highest: number] {
  const bits = bitsOfElement[type];
  if (bits === null || bits > 32 || !/^u?int/.test(type)) return refuse(`codes are of type ${type}`);
  return type.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** A number for each element: one for all, or one along an axis. */
function perElement(values: Constant, dims: readonly number[], axis: number): (at: number) => number {
  if (values.numbers.length === 1) return () => values.numbers[0]!;
  if (values.dims.length !== 1) return refuse('scales are given in blocks');
  const place = axisOf(axis, dims.length);
  const stride = dims.slice(place + 1).reduce((product, size) => product * size, 1);
  if (values.numbers.length !== dims[place]) return refuse('there are other than as many scales as channels');
  return (at) => values.numbers[Math.floor(at / stride) % dims[place]!]!;
}

/** Codes of columns, sums or rectified outputs. Sums whose codes begin at 0 are rectified by it. */
export function quantizedOutputs(
  value: Value,
  scale: number,
  zeroPoint: number,
  range: readonly [lowest: number, highest: number],
): Codes | Steps {
  const [lowest, highest] = range;
  if (isSteppable(value) && !(value.kind === 'dense' && zeroPoint === lowest)) {
    return stepsOf(value, scale, zeroPoint, range);
  }
  const codes = rectifiedCodes(value.kind === 'dense' ? rectified(value) : value);
  if (codes.rounded || codes.highest !== Infinity) return refuse('codes are rounded');
  return {
    ...{ ...codes, factor: codes.factor / scale, zeroPoint, rounded: true },
    highest: highest - zeroPoint,
  };
}

/** Scores on a grid are scores, but no longer those of a network. */
function roundedScores(scores: Scores): Scores {
  return scores.origin instanceof Obstacle
    ? scores
    : { ...scores, origin: new Obstacle('scores are rounded') };
}

const quantizeLinear: Operator = (call) => {
  const value = input(call, 0);
  const scale = constant(call, 1);
  const zero = optionalConstant(call, 2);
  const given = number(call, 'output_dtype', 'int', 0);
  const type = zero?.type ?? (given === 0 ? 'uint8' : elementTypeOf(given));
  const range = rangeOf(type);
  if (value.kind === 'scores') return [roundedScores(value)];
  if (value.kind !== 'constant') {
    return [quantizedOutputs(value, scalarOf(scale), zero === null ? 0 : scalarOf(zero), range)];
  }
  const axis = number(call, 'axis', 'int', 1);
  const step = perElement(scale, value.dims, axis);
  const offset = zero === null ? () => 0 : perElement(zero, value.dims, axis);
  const codes = value.numbers.map((x, at) => {
    const code = roundHalfEven(Math.fround(x / step(at))) + offset(at);
    return Math.min(Math.max(code, range[0]), range[1]);
  });
  return [constantOf(type, value.dims, codes)];
};

/** The least bits that hold the codes' range, and whether they are signed. */
function bitsWithin([lowest, highest]: readonly [number, number]): { bits: number; signed: boolean } {
  const signed = lowest < 0;
  const bits = signed
    ? Math.ceil(Math.log2(Math.max(-lowest, highest + 1))) + 1
    : Math.ceil(Math.log2(highest + 1));
  return { bits: Math.max(bits, 1), signed };
}

/** Codes of a matrix, where they are of few enough bits, with their scales. */
export function storedCodes(
  codes: Float64Array,
  dims: readonly number[],
  range: readonly [number, number],
  scale: Constant,
  zeros: Float64Array | null,
  axis: number,
): AffineWeights | null {
  const { bits, signed } = bitsWithin(range);
  const single = scale.numbers.length === 1;
  const steps = Float32Array.from(scale.numbers);
  const isPlain = dims.length === 2 && bits <= 16 && codes.every((code) => Number.isInteger(code));
  if (!isPlain || steps.some((step) => !(step > 0 && Number.isFinite(step)))) return null;
  const zeroPoint = new Int32Array(steps.length);
  if (zeros !== null) {
    for (let at = 0; at < zeroPoint.length; at += 1) {
      const zero = zeros[zeros.length === 1 ? 0 : at]!;
      if (!Number.isInteger(zero) || zero < range[0] || zero > range[1]) return null;
      zeroPoint[at] = zero;
    }
  }
  return {
    ...{ kind: 'affine', codes: new Int32Array(codes), shape: dims, bits, signed, scale: steps, zeroPoint },
    axis: single ? null : axis,
  };
}

const dequantizeLinear: Operator = (call) => {
  const value = input(call, 0);
  const scale = constant(call, 1);
  const zero = optionalConstant(call, 2);
  if (value.kind === 'codes' || value.kind === 'steps') return [decodedRows(value, scale, zero)];
  if (value.kind === 'scores') return [value];
  if (value.kind !== 'constant') return refuse('it decodes no codes');
  return scale.dims.length > 1
    ? [decodedBlocks(call, value, scale, zero)]
    : [decodedConstant(value, scale, zero, number(call, 'axis', 'int', 1))];
};

/** Rows of the numbers that codes stand for. */
export function decodedRows(value: Value, scale: Constant, zero: Constant | null): Columns | Dense {
  const zeroPoint = zero === null ? 0 : scalarOf(zero);
  if (value.kind === 'codes') return decoded(value, scalarOf(scale), zeroPoint);
  return value.kind === 'steps'
    ? decodedSteps(value, scalarOf(scale), zeroPoint)
    : refuse('it decodes no codes');
}

/** Numbers that codes in the file stand for, with one scale or one along an axis. */
export function decodedConstant(
  value: Constant,
  scale: Constant,
  zero: Constant | null,
  along: number,
): Constant {
  const { dims, numbers: codes, type } = value;
  const axis = dims.length === 0 || scale.numbers.length === 1 ? 0 : axisOf(along, dims.length);
  const step = perElement(scale, dims, axis);
  const offset = zero === null ? () => 0 : perElement(zero, dims, axis);
  const numbers = codes.map((code, at) => Math.fround((code - offset(at)) * step(at)));
  const range = value.range ?? rangeOf(type);
  const stored =
    value.range === null && type === 'int32'
      ? null
      : storedCodes(codes, dims, range, scale, zero?.numbers ?? null, axis);
  return constantOf('float32', dims, numbers, { stored });
}

/** Weights with a scale a block: as numbers, since a scale a channel does not tell them. */
function decodedBlocks(call: Call, value: Constant, scale: Constant, zero: Constant | null): Constant {
  const { dims, numbers: codes } = value;
  const axis = axisOf(number(call, 'axis', 'int', 1), dims.length);
  const size = number(call, 'block_size', 'int', 0);
  if (size < 1 || dims.length !== 2 || scale.dims.length !== 2)
    return refuse('scales are given in blocks of no size');
  const columns = dims[1]!;
  const blocks = scale.dims[1]!;
  const place = (at: number): number => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return axis === 0 ? Math.floor(row / size) * blocks + column : row * blocks + Math.floor(column / size);
  };
  return constantOf(
    'float32',
    dims,
    codes.map((code, at) => (code - (zero?.numbers[place(at)] ?? 0)) * scale.numbers[place(at)]!),
  );
}

/** Operators that round to grids and read codes. */
export const quantization: Readonly<Record<string, Operator>> = {
  QuantizeLinear: quantizeLinear,
  DequantizeLinear: dequantizeLinear,
  // ONNX Runtime's own are the same, for types that came later to the standard set.
  'com.microsoft.QuantizeLinear': quantizeLinear,
  'com.microsoft.DequantizeLinear': dequantizeLinear,
};
