import { elementTypeOf } from '../../tensors/element-types.ts';
import { constantOf, constantOfTensor } from '../constant.ts';
import { isOfFile } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { isGiven, input, number, numbers, text, texts, type Operator } from './operator.ts';
import type { ElementType } from '../../model/onnx-tensor.ts';

const pass: Operator = (call) => [input(call, 0)];

const isWhole = (type: ElementType): boolean => /^u?int/.test(type);
const isFloat = (type: ElementType): boolean => type === 'float32' || type === 'float64';

const cast: Operator = (call) => {
  const to = elementTypeOf(number(call, 'to', 'int', 0));
  const value = input(call, 0);
  switch (value.kind) {
    case 'constant': {
      if (value.texts !== null || to === 'string') return refuse('constants are turned from or into texts');
      const whole = isWhole(to) ? value.numbers.map(Math.trunc) : value.numbers;
      const kept = { stored: value.stored, range: value.range };
      return [constantOf(to, value.dims, to === 'bool' ? whole.map((x) => (x === 0 ? 0 : 1)) : whole, kept)];
    }
    case 'columns':
      if (isFloat(to)) return [{ ...value, whole: false }];
      // Columns of codes that are given as floats hold whole numbers, which this leaves as they are.
      if ((to === 'int64' || to === 'int32') && isOfFile(value.stage)) return [{ ...value, whole: true }];
      return refuse(`columns are turned into ${to}`);
    case 'labels':
      if (to === 'string') return [{ ...value, labels: value.labels.map(String) }];
      return [value];
    case 'texts':
      return to === 'string' ? [value] : refuse(`texts are turned into ${to}`);
    case 'dense':
    case 'codes':
    case 'steps':
    case 'scores':
    case 'maps':
    case 'unknown':
      return isFloat(to) ? [value] : refuse(`numbers are turned into ${to}`);
  }
};

const constantNode: Operator = (call) => {
  const { value } = call.node.attributes;
  if (value?.kind === 'tensor') return [constantOfTensor(value.value)];
  const one = (type: ElementType, all: readonly number[], dims: readonly number[]) => [
    constantOf(type, dims, Float64Array.from(all)),
  ];
  const float = number(call, 'value_float', 'float', null);
  if (float !== null) return one('float32', [float], []);
  const int = number(call, 'value_int', 'int', null);
  if (int !== null) return one('int64', [int], []);
  const floats = numbers(call, 'value_floats', 'floats');
  if (floats !== null) return one('float32', floats, [floats.length]);
  const ints = numbers(call, 'value_ints', 'ints');
  if (ints !== null) return one('int64', ints, [ints.length]);
  const word = text(call, 'value_string');
  const words = texts(call, 'value_strings') ?? (word === null ? null : [word]);
  if (words === null) return refuse('a constant is of a kind that is not read');
  return [{ ...constantOf('string', word === null ? [words.length] : [], new Float64Array()), texts: words }];
};

/** Dropout does nothing outside training. */
const dropout: Operator = (call) => {
  if (isGiven(call, 2)) return refuse('it may drop outputs when it is run');
  return [input(call, 0)];
};

/** Operators that give what they read, and those that give a constant. */
export const passing: Readonly<Record<string, Operator>> = {
  Identity: pass,
  Dropout: dropout,
  Cast: cast,
  Constant: constantNode,
};
