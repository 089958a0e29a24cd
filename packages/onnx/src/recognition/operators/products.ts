import type { Weights } from '@cfq/network';
import { elementCount } from '../../tensors/element-count.ts';
import { alongTail, constantOf } from '../constant.ts';
import { closeLayer } from '../close-layer.ts';
import { denseOf, outputsOf } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { columnsOfCodes } from '../rectified-codes.ts';
import { pickConstant, sumsOf } from '../picks.ts';
import { stepsAsNumbers } from '../steps.ts';
import { affineRows } from './arithmetic.ts';
import { isGiven, constant, input, number, optionalConstant, type Operator } from './operator.ts';
import type { Columns, Constant, Dense, Scores, Value } from '../values.ts';

/** Linear forms, of whatever is linear. Sums that no activation follows become a linear layer. */
function formsOf(value: Value): Columns {
  switch (value.kind) {
    case 'columns':
      return value;
    case 'codes':
      return columnsOfCodes(value);
    case 'steps':
      return formsOf(stepsAsNumbers(value));
    case 'dense':
      return outputsOf(closeLayer(sumsOf(value), 'linear'), value.tail);
    case 'constant':
    case 'texts':
    case 'scores':
    case 'labels':
    case 'maps':
    case 'unknown':
      return refuse('it multiplies something other than columns of numbers');
  }
}

/** The weights of a constant, in the form of its codes where it has them. */
export function weightsOf({ numbers, dims, stored }: Constant): Weights {
  if (dims.length !== 2 || elementCount(dims) === 0)
    return refuse(`weights are no matrix but of shape [${dims.join(', ')}]`);
  if (stored !== null) return stored;
  const data = new Float32Array(numbers);
  if (data.some((value) => !Number.isFinite(value))) return refuse('weights are not finite');
  return { kind: 'float', values: { data, shape: dims } };
}

/** Weighted sums of the columns of a value. */
export function dense(value: Value, weight: Weights, bias: Float64Array, name: string): Dense {
  const { stage, columns, tail } = formsOf(value);
  const [inputs, outputs] = weight.kind === 'float' ? weight.values.shape : weight.shape;
  if (tail.length !== 1) return refuse('rows are no plain rows of columns');
  if (columns.length !== inputs) return refuse(`${columns.length} columns meet weights for ${inputs}`);
  return denseOf({ stage, columns, weight, grids: [], bias, name }, [outputs!]);
}

/** What exporters put behind the name of a layer. */
const behind =
  /[./]?(weight_quant\/.*|weight|kernel|MatMul\/ReadVariableOp.*|_?(Dequantize|Quantize)Linear(_output.*)?|_quantized|_Q\d)(_\d+)?(:0)?$/i;

/** A name for a layer: that of its weights, without what exporters put around it; empty where nothing is left. */
export const layerName = (weight: string): string => weight.replace(behind, '').replace(/^\//, '');

/** The difference of two logits, which is the log-odds of one of their classes; null for other products. */
function differenceOf(value: Value, { numbers, dims }: Constant): Scores | null {
  if (value.kind !== 'dense' || value.order.length !== 2 || value.sums.bias.length !== 2) return null;
  // The difference both ways: each row takes what the other gives.
  const isBoth =
    dims[0] === 2 &&
    dims[1] === 2 &&
    Math.abs(numbers[0]!) === 1 &&
    [1, -1, -1, 1].every((sign, at) => numbers[at] === sign * numbers[0]!);
  if (isBoth) {
    const order = numbers[0] === 1 ? value.order : value.order.toReversed();
    return { kind: 'scores', origin: value.sums, says: 'opposites', order, tail: [2] };
  }
  const isPair = numbers.length === 2 && numbers[0] === -numbers[1]! && Math.abs(numbers[0]) === 1;
  if (!isPair || dims[0] !== 2) return null;
  const speaks = value.order[numbers[1] === 1 ? 1 : 0]!;
  return { kind: 'scores', origin: value.sums, says: 'margins', order: [speaks], tail: dims.slice(1) };
}

/** A product of whole numbers that stand in the file, along the last axis of the first. */
const matMulInteger: Operator = (call) => {
  const [a, b] = [constant(call, 0), constant(call, 1)];
  if (isGiven(call, 2) || isGiven(call, 3)) return refuse('its codes have a zero point');
  const size = b.numbers.length;
  if (b.dims.length !== 1 || a.dims.at(-1) !== size || size === 0)
    return refuse('it multiplies no rows of bits');
  const numbers = new Float64Array(a.numbers.length / size).map((_, at) =>
    b.numbers.reduce((sum, worth, place) => sum + worth * a.numbers[at * size + place]!, 0),
  );
  const isBits = a.numbers.every((bit) => bit === 0 || bit === 1);
  const end = (sign: 1 | -1): number =>
    b.numbers.reduce((sum, worth) => sum + (sign * worth > 0 ? worth : 0), 0);
  return [constantOf('int32', a.dims.slice(0, -1), numbers, { range: isBits ? [end(-1), end(1)] : null })];
};

const matMul: Operator = (call) => {
  const a = input(call, 0);
  const b = constant(call, 1);
  if (a.kind === 'constant') return refuse('two constants are multiplied');
  const difference = differenceOf(a, b);
  if (difference !== null) return [difference];
  const weight = weightsOf(b);
  return [dense(a, weight, new Float64Array(b.dims[1]!), layerName(call.node.inputs[1]!))];
};

export const turned = (value: Constant): Constant => {
  const [rows, columns] = value.dims;
  if (value.dims.length !== 2) return refuse('weights are no matrix');
  const from = new Int32Array(value.numbers.length).map(
    (_, at) => (at % rows!) * columns! + Math.floor(at / rows!),
  );
  return pickConstant(value, { dims: [columns!, rows!], from });
};

const gemm: Operator = (call) => {
  if (number(call, 'transA', 'int', 0) !== 0) return refuse('its first factor is turned');
  const b = constant(call, 1);
  const matrix = number(call, 'transB', 'int', 0) === 0 ? b : turned(b);
  const weight = weightsOf(matrix);
  const outputs = matrix.dims[1]!;
  const made = dense(input(call, 0), weight, new Float64Array(outputs), layerName(call.node.inputs[1]!));
  const alpha = new Float64Array(outputs).fill(number(call, 'alpha', 'float', 1));
  const beta = number(call, 'beta', 'float', 1);
  const c = optionalConstant(call, 2);
  const addends =
    c === null ? new Float64Array(outputs) : alongTail(c, [outputs]).map((value) => value * beta);
  return [affineRows(made, alpha, addends)];
};

const batchNormalization: Operator = (call) => {
  if (number(call, 'training_mode', 'int', 0) !== 0) return refuse('it normalizes by the rows at hand');
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((at) => constant(call, at).numbers);
  const epsilon = number(call, 'epsilon', 'float', 1e-5);
  const value = input(call, 0);
  if (!('tail' in value) || value.tail.length !== 1) return refuse('it does not hold rows of columns');
  const factors = scale!.map((factor, at) => factor / Math.sqrt(variance![at]! + epsilon));
  return [
    affineRows(
      value,
      factors,
      shift!.map((addend, at) => addend - mean![at]! * factors[at]!),
    ),
  ];
};

/** Operators that sum columns up. */
export const products: Readonly<Record<string, Operator>> = {
  MatMul: matMul,
  MatMulInteger: matMulInteger,
  Gemm: gemm,
  BatchNormalization: batchNormalization,
};
