import { constantOf } from '../constant.ts';
import { refuse } from '../obstacle.ts';
import { affineRows } from './arithmetic.ts';
import { constant, number, optionalConstant, input, type Call, type Operator } from './operator.ts';
import { dense, layerName, turned, weightsOf } from './products.ts';
import { decodedConstant, decodedRows, quantizedOutputs, rangeOf } from './quantization.ts';
import type { Constant, Value } from '../values.ts';
import { alongTail, scalarOf } from '../constant.ts';

/** Codes of what an operator gives, by its scale and zero point; as it is where these are left out. */
function rounded(call: Call, value: Value, scaleAt: number): Value {
  const scale = optionalConstant(call, scaleAt);
  const zero = optionalConstant(call, scaleAt + 1);
  if (scale === null) return value;
  const range = rangeOf(zero?.type ?? 'uint8');
  return quantizedOutputs(value, scalarOf(scale), zero === null ? 0 : scalarOf(zero), range);
}

/** An input of codes with the scale and the zero point behind it, as the numbers that they stand for. */
function factor(call: Call, at: number): Value {
  const value = input(call, at);
  const [scale, zero] = [constant(call, at + 1), optionalConstant(call, at + 2)];
  if (value.kind !== 'constant') return decodedRows(value, scale, zero);
  const vector = (of: Constant): Constant => ({
    ...of,
    dims: of.numbers.length === 1 ? [] : [of.numbers.length],
  });
  return decodedConstant(value, vector(scale), zero && vector(zero), -1);
}

const weightOf = (call: Call, at: number): Constant => {
  const value = factor(call, at);
  return value.kind === 'constant' ? value : refuse('two values that depend on the rows are multiplied');
};

const qLinearMatMul: Operator = (call) => {
  const weight = weightOf(call, 3);
  const sums = dense(
    factor(call, 0),
    weightsOf(weight),
    new Float64Array(weight.dims[1] ?? 0),
    layerName(call.node.inputs[3]!),
  );
  return [rounded(call, sums, 6)];
};

/** Codes times codes plus whole numbers in steps of the product. */
const qGemm: Operator = (call) => {
  if (number(call, 'transA', 'int', 0) !== 0) return refuse('its first factor is turned');
  const isTurned = number(call, 'transB', 'int', 0) !== 0;
  if (isTurned && constant(call, 4).numbers.length > 1) return refuse('turned weights have a scale each');
  const stored = weightOf(call, 3);
  const weight = isTurned ? turned(stored) : stored;
  const outputs = weight.dims[1] ?? 0;
  const bias = optionalConstant(call, 6);
  const [own, other] = [scalarOf(constant(call, 1)), alongTail(constant(call, 4), [outputs])];
  const addends =
    bias === null
      ? new Float64Array(outputs)
      : alongTail(bias, [outputs]).map((code, at) => Math.fround(code * Math.fround(own * other[at]!)));
  const name = layerName(call.node.inputs[3]!);
  const products = dense(factor(call, 0), weightsOf(weight), new Float64Array(outputs), name);
  const alpha = new Float64Array(outputs).fill(number(call, 'alpha', 'float', 1));
  return [rounded(call, affineRows(products, alpha, addends), 7)];
};

/** Codes plus codes that stand in the file. */
const qLinearAdd: Operator = (call) => {
  const sides = [factor(call, 0), factor(call, 3)];
  const addend = sides.find((side) => side.kind === 'constant');
  const rows = sides.find((side) => side.kind !== 'constant');
  if (addend === undefined || rows === undefined || !('tail' in rows)) {
    return refuse('two values that depend on the rows are put together');
  }
  const addends = alongTail(addend, rows.tail);
  const ones = constantOf('float32', [addends.length], new Float64Array(addends.length).fill(1)).numbers;
  return [rounded(call, affineRows(rows, ones, addends), 6)];
};

/** Operators of whole numbers, as ONNX Runtime's quantizer writes them. */
export const qOperators: Readonly<Record<string, Operator>> = {
  QLinearMatMul: qLinearMatMul,
  'com.microsoft.QLinearMatMul': qLinearMatMul,
  'com.microsoft.QGemm': qGemm,
  'com.microsoft.QLinearAdd': qLinearAdd,
};
