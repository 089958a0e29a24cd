import { boundedSize } from './bounded-size.ts';
import { tensorNumbers } from '../tensors/tensor-numbers.ts';
import { tensorTexts } from '../tensors/tensor-texts.ts';
import { refuse } from './obstacle.ts';
import type { ElementType, OnnxTensor } from '../model/onnx-tensor.ts';
import type { Constant } from './values.ts';

/** A constant of numbers, rounded to what its type holds. */
export function constantOf(
  type: ElementType,
  dims: readonly number[],
  numbers: Float64Array,
  kept: Partial<Pick<Constant, 'stored' | 'range'>> = {},
): Constant {
  const rounded = type === 'float32' ? numbers.map((value) => Math.fround(value)) : numbers;
  return { kind: 'constant', type, dims, numbers: rounded, texts: null, stored: null, range: null, ...kept };
}

/** A stored tensor as a constant. */
export function constantOfTensor(tensor: OnnxTensor): Constant {
  const { type, dims } = tensor;
  if (type === 'other') return refuse('a tensor is of a type that is not read');
  boundedSize(dims);
  if (type !== 'string') return constantOf(type, dims, tensorNumbers(tensor));
  return { ...constantOf('string', dims, new Float64Array()), texts: tensorTexts(tensor) };
}

/** The one number of a constant. */
export function scalarOf({ numbers, texts }: Constant): number {
  if (texts !== null || numbers.length !== 1) return refuse('a single number is expected');
  return numbers[0]!;
}

/** Row-major strides with 0 where a size of 1 is repeated. */
function stridesWithin(dims: readonly number[], shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let back = 1; back <= dims.length; back += 1) {
    const size = dims[dims.length - back]!;
    if (size !== 1) strides[shape.length - back] = stride;
    stride *= size;
  }
  return strides;
}

/** The shape of two broadcast against each other; refuses what does not match. */
function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, at) => {
    const [x, y] = [a[at - rank + a.length] ?? 1, b[at - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) return refuse('shapes do not match');
    return x === 1 ? y : x;
  });
}

/** The numbers of a constant, repeated to a shape. */
export function broadcastTo({ numbers, dims }: Constant, shape: readonly number[]): Float64Array {
  if (broadcastShape(dims, shape).some((size, at) => size !== shape[at]) || dims.length > shape.length) {
    return refuse('a constant is larger than what it is applied to');
  }
  const strides = stridesWithin(dims, shape);
  const result = new Float64Array(boundedSize(shape));
  for (let at = 0; at < result.length; at += 1) {
    let [rest, from] = [at, 0];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      from += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    result[at] = numbers[from]!;
  }
  return result;
}

/** An operation of two constants, element by element. */
export function combine(a: Constant, b: Constant, operation: (x: number, y: number) => number): Constant {
  if (a.texts !== null || b.texts !== null) return refuse('texts are not computed with');
  const shape = broadcastShape(a.dims, b.dims);
  const [left, right] = [broadcastTo(a, shape), broadcastTo(b, shape)];
  return constantOf(
    a.type,
    shape,
    left.map((x, at) => operation(x, right[at]!)),
  );
}

/** A constant along the axes behind the rows of what it is applied to. */
export function alongTail(constant: Constant, tail: readonly number[]): Float64Array {
  const { dims } = constant;
  // What is left in front of the tail must be the axis of the rows, or more, of size 1.
  const extra = dims.length - tail.length;
  if (dims.slice(0, Math.max(extra, 0)).some((size) => size !== 1)) {
    return refuse('a constant differs from row to row');
  }
  return broadcastTo({ ...constant, dims: extra > 0 ? dims.slice(extra) : dims }, tail);
}
