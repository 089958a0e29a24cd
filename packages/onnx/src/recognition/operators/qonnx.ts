import { broadcastTo, constantOf, scalarOf } from '../constant.ts';
import { refuse } from '../obstacle.ts';
import { decoded } from '../rectified-codes.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { scoresOf } from '../scores-of.ts';
import { decodedSteps } from '../steps.ts';
import { constant, input, number, text, type Call, type Operator } from './operator.ts';
import { quantizedOutputs, storedCodes } from './quantization.ts';
import { thresholds } from './thresholds.ts';

/** Smallest and largest code of QONNX's `Quant`. */
function quantRange(call: Call, bits: number): readonly [lowest: number, highest: number] {
  const signed = number(call, 'signed', 'int', 1) !== 0;
  const narrow = number(call, 'narrow', 'int', 0) !== 0 ? 1 : 0;
  return signed ? [-(2 ** (bits - 1)) + narrow, 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1 - narrow];
}

const quant: Operator = (call) => {
  const value = input(call, 0);
  const [scale, zero, width] = [constant(call, 1), constant(call, 2), constant(call, 3)];
  const rounding = (text(call, 'rounding_mode') ?? 'ROUND').toUpperCase();
  if (rounding !== 'ROUND' && rounding !== 'HALF_EVEN') return refuse(`it rounds by ${rounding}`);
  const bits = scalarOf(width);
  if (!Number.isInteger(bits) || bits < 1 || bits > 32) return refuse(`it rounds to ${bits} bits`);
  const range = quantRange(call, bits);
  if (value.kind !== 'constant') {
    const offset = scalarOf(zero);
    const step = scalarOf(scale);
    const codes = quantizedOutputs(value, step, offset, range);
    return [codes.kind === 'steps' ? decodedSteps(codes, step, offset) : decoded(codes, step, offset)];
  }
  const { dims } = value;
  const [steps, offsets] = [broadcastTo(scale, dims), broadcastTo(zero, dims)];
  const codes = value.numbers.map((x, at) => {
    const code = roundHalfEven(Math.fround(Math.fround(x / steps[at]!) + offsets[at]!));
    return Math.min(Math.max(code, range[0]), range[1]);
  });
  const numbers = codes.map((code, at) => (code - offsets[at]!) * steps[at]!);
  // One scale for all, or one along the single axis that the scales have.
  const axis = scale.dims.length === 2 && scale.dims[0] !== 1 ? 0 : 1;
  const single = { ...scale, dims: [scale.numbers.length] };
  const isPlain = scale.numbers.length === 1 || (dims.length === 2 && scale.numbers.length === dims[axis]);
  const stored = isPlain ? storedCodes(codes, dims, range, single, zero.numbers, axis) : null;
  return [constantOf('float32', dims, numbers, { stored })];
};

/** The sign times a scale: for weights two levels, for the last sums the decision. */
const bipolarQuant: Operator = (call) => {
  const value = input(call, 0);
  const scale = constant(call, 1);
  if (value.kind === 'constant') {
    const { dims } = value;
    const steps = broadcastTo(scale, dims);
    const codes = Int32Array.from(value.numbers, (x) => (x >= 0 ? 1 : 0));
    const numbers = steps.map((step, at) => (codes[at] === 1 ? step : -step));
    const isPlain = dims.length === 2 && scale.numbers.length === 1 && scale.numbers[0]! > 0;
    const stored = isPlain
      ? {
          ...{ kind: 'codebook' as const, codes, shape: dims, bits: 1, codebook: Float32Array.of(-1, 1) },
          ...{ scale: Float32Array.from(scale.numbers), axis: null },
        }
      : null;
    return [constantOf('float32', dims, numbers, { stored })];
  }
  const scores = scoresOf(value);
  if (scores.says !== 'margins') return refuse('it takes the sign of several sums');
  const step = scalarOf(scale);
  const [speaks] = scores.order;
  return [
    {
      ...{ kind: 'labels', origin: scores.origin, tail: scores.tail },
      ...{ order: [1 - speaks!, speaks!], labels: [-step, step] },
    },
  ];
};

/** Domains that operators of QONNX have had. */
const qonnxDomains = ['qonnx.custom_op.general', 'finn.custom_op.general', 'onnx.brevitas'];

const operators: Readonly<Record<string, Operator>> = {
  Quant: quant,
  BipolarQuant: bipolarQuant,
  ...thresholds,
};

/** Operators of QONNX, in all of their domains. */
export const qonnx: Readonly<Record<string, Operator>> = Object.fromEntries(
  qonnxDomains.flatMap((domain) =>
    Object.entries(operators).map(([name, operator]) => [`${domain}.${name}`, operator] as const),
  ),
);
