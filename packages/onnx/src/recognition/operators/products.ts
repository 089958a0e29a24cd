import type { Weights } from '@cfq/network';
import { elementCount } from '../../tensors/element-count.ts';
import { alongTail } from '../constant.ts';
import { closeLayer } from '../close-layer.ts';
import { outputsOf } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { columnsOfCodes } from '../rectified-codes.ts';
import { pickConstant } from '../picks.ts';
import { affineRows } from './arithmetic.ts';
import { constant, input, number, optionalConstant, type Operator } from './operator.ts';
import type { Columns, Constant, Dense, Value } from '../values.ts';

/** Linear forms, of whatever is linear. Sums that no activation follows become a linear layer. */
export function formsOf(value: Value): Columns {
  switch (value.kind) {
    case 'columns':
      return value;
    case 'codes':
      return columnsOfCodes(value);
    case 'dense':
      return outputsOf(closeLayer(value.sums, 'linear'), value.tail);
    default:
      return refuse('it multiplies something other than columns of numbers');
  }
}

/** The weights of a constant, in the form of its codes where it has them. */
export function weightsOf({ numbers, dims, stored }: Constant): Weights {
  if (dims.length !== 2 || elementCount(dims) === 0)
    return refuse(`weights are no matrix but of shape [${dims.join(', ')}]`);
  if (stored !== null) return stored;
  const data = Float32Array.from(numbers);
  if (data.some((value) => !Number.isFinite(value))) return refuse('weights are not finite');
  return { kind: 'float', values: { data, shape: dims } };
}

/** Weighted sums of the columns of a value. */
export function dense(value: Value, weight: Weights, bias: Float64Array, name: string): Dense {
  const { stage, columns, tail } = formsOf(value);
  const [inputs, outputs] = weight.kind === 'float' ? weight.values.shape : weight.shape;
  if (tail.length !== 1) return refuse('rows are no plain rows of columns');
  if (columns.length !== inputs) return refuse(`${columns.length} columns meet weights for ${inputs}`);
  const sums = { stage, columns, weight, bias, name };
  return { kind: 'dense', sums, tail: [outputs!] };
}

/** A name for a layer: that of its weights, without what exporters put around it. */
const nameOf = (weight: string): string =>
  weight.replace(/[./]?(weight|kernel|MatMul\/ReadVariableOp)(:0)?$/i, '');

const matMul: Operator = (call) => {
  const a = input(call, 0);
  const b = constant(call, 1);
  if (a.kind === 'constant') return refuse('two constants are multiplied');
  const weight = weightsOf(b);
  return [dense(a, weight, new Float64Array(b.dims[1]!), nameOf(call.node.inputs[1]!))];
};

const turned = (value: Constant): Constant => {
  const [rows, columns] = value.dims;
  if (value.dims.length !== 2) return refuse('weights are no matrix');
  const from = Int32Array.from(
    { length: value.numbers.length },
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
  const made = dense(input(call, 0), weight, new Float64Array(outputs), nameOf(call.node.inputs[1]!));
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
  Gemm: gemm,
  BatchNormalization: batchNormalization,
};
