import { alongTail, constantOf, scalarOf } from '../constant.ts';
import { imputed, rawNumber } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { sumsOf } from '../picks.ts';
import { dense } from './products.ts';
import {
  axisOf,
  constant,
  input,
  number,
  numbers,
  text,
  texts,
  type Call,
  type Operator,
} from './operator.ts';
import type { Column, Columns, Constant, Dense, Labels, Scores, Sums, Value } from '../values.ts';

/** Sums as what the file answers. */
export function scoresOf(value: Value): Scores {
  if (value.kind === 'scores') return value;
  if (value.kind !== 'dense') return refuse('it reads no scores of classes');
  const { tail, order, sums } = value;
  // A single sum has no class of its own, so it is an origin by itself.
  if (order.length === 1) return { kind: 'scores', origin: sumsOf(value), says: 'margins', order: [1], tail };
  const isAll = order.length === sums.bias.length && new Set(order).size === order.length;
  return isAll
    ? { kind: 'scores', origin: sums, says: 'logits', order, tail }
    : { kind: 'scores', origin: sumsOf(value), says: 'logits', order: order.map((_, at) => at), tail };
}

const sigmoid: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind !== 'dense' && value.kind !== 'scores') return refuse('it bends columns');
  const scores = scoresOf(value);
  if (scores.says !== 'margins') return refuse('it bends several sums, each for itself');
  return [{ ...scores, says: 'probability' }];
};

const softmax =
  (says: 'probabilities' | 'logits'): Operator =>
  (call) => {
    const value = input(call, 0);
    if (value.kind !== 'dense' || value.tail.length !== 1) return refuse('it is over no sums of classes');
    // Up to operator set 12 the axis is 1 where it is not said, later the last one.
    const axis = axisOf(number(call, 'axis', 'int', call.opset < 13 ? 1 : -1), 2);
    if (axis !== 1) return refuse('it is over the rows');
    const scores = scoresOf(value);
    return scores.says === 'logits' ? [{ ...scores, says }] : refuse('it is over a single class');
  };

const logOfProbabilities: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'constant') return [constantOf(value.type, value.dims, value.numbers.map(Math.log))];
  const scores = scoresOf(value);
  return scores.says === 'probabilities'
    ? [{ ...scores, says: 'logits' }]
    : refuse('it is of no probabilities');
};

const argMax: Operator = (call) => {
  const scores = scoresOf(input(call, 0));
  if (scores.tail.length !== 1 || axisOf(number(call, 'axis', 'int', 0), 2) !== 1)
    return refuse('it is over the rows');
  if (scores.order.length < 2) return refuse('it is over a single score');
  const keeps = number(call, 'keepdims', 'int', 1) !== 0;
  const { origin, order } = scores;
  return [{ kind: 'labels', origin, order, labels: order.map((_, at) => at), tail: keeps ? [1] : [] }];
};

/** A score held against the bound where the decision changes: 0 for log-odds, ½ for a probability. */
const beyond =
  (above: boolean): Operator =>
  (call) => {
    const scores = scoresOf(input(call, 0));
    const bound = scalarOf(constant(call, 1));
    const { origin, order, says, tail } = scores;
    if (says !== 'margins' && says !== 'probability') return refuse('it compares several scores');
    if (bound !== (says === 'margins' ? 0 : 0.5)) return refuse(`it decides at ${bound}`);
    const [speaks] = order;
    const classes = above ? [1 - speaks!, speaks!] : [speaks!, 1 - speaks!];
    return [{ kind: 'labels', origin, order: classes, labels: [0, 1], tail } satisfies Labels];
  };

/** Whether a truth value says that something stands in a column (true), or that nothing does (false). */
function presenceOf(
  { terms, constant: base }: Column,
  raw: { input: string; column: number },
): boolean | null {
  const [term] = terms;
  const of = term?.of;
  if (typeof of !== 'object' || of.kind !== 'absent' || terms.length !== 1) return null;
  if (of.input !== raw.input || of.column !== raw.column) return null;
  if (base === 0 && term!.factor === 1) return false;
  return base === 1 && term!.factor === -1 ? true : null;
}

/** Columns whose absent values are replaced. */
function replaced(condition: Columns, values: Constant, columns: Columns, whenTrue: boolean): Columns {
  const numbers = alongTail(values, columns.tail);
  return {
    ...columns,
    columns: columns.columns.map((column, at) => {
      const raw = rawNumber(column);
      const presence = raw === null ? null : presenceOf(condition.columns[at] ?? column, raw);
      if (presence !== !whenTrue) return refuse('it chooses between columns');
      return Number.isNaN(numbers[at]!) ? column : imputed(column, numbers[at]!);
    }),
  };
}

const where: Operator = (call) => {
  const [condition, yes, no] = [input(call, 0), input(call, 1), input(call, 2)];
  if (condition.kind === 'labels' && yes.kind === 'constant' && no.kind === 'constant') {
    const of = (value: typeof yes): string | number => value.texts?.[0] ?? scalarOf(value);
    return [{ ...condition, labels: condition.labels.map((label) => (label === 1 ? of(yes) : of(no))) }];
  }
  if (condition.kind !== 'columns') return refuse('it chooses between values');
  if (yes.kind === 'constant' && no.kind === 'columns') return [replaced(condition, yes, no, true)];
  if (yes.kind === 'columns' && no.kind === 'constant') return [replaced(condition, no, yes, false)];
  return refuse('it chooses between values');
};

/** Labels in place of the places of classes. */
export function namesOfLabels(names: Value, labels: Labels, tail: readonly number[]): Labels {
  if (names.kind !== 'constant') return refuse('names of classes depend on the rows');
  const all: readonly (string | number)[] = names.texts ?? Array.from(names.numbers);
  const named = labels.labels.map((at) => all[Number(at)] ?? refuse('a class has no name'));
  return { ...labels, labels: named, tail };
}

/** Names of classes of an operator of `ai.onnx.ml`. */
const classesOf = (call: Call): readonly (string | number)[] =>
  texts(call, 'classlabels_strings') ??
  numbers(call, 'classlabels_ints', 'ints') ??
  numbers(call, 'classlabels_int64s', 'ints') ??
  refuse('names of its classes are missing');

/** A linear classifier: a sum a class. */
const linearClassifier: Operator = (call) => {
  const classes = classesOf(call);
  const coefficients = numbers(call, 'coefficients', 'floats') ?? refuse('its coefficients are missing');
  const intercepts = numbers(call, 'intercepts', 'floats') ?? [];
  const count = classes.length;
  const inputs = coefficients.length / count;
  if (!Number.isInteger(inputs)) return refuse('it has other than one row of coefficients a class');
  const weights = (outputs: readonly number[]): Dense => {
    const data = Float32Array.from(
      { length: inputs * outputs.length },
      (_, at) => coefficients[outputs[at % outputs.length]! * inputs + Math.floor(at / outputs.length)]!,
    );
    const bias = Float64Array.from(outputs, (output) => intercepts[output] ?? 0);
    const weight = { kind: 'float' as const, values: { data, shape: [inputs, outputs.length] } };
    return dense(input(call, 0), weight, bias, 'linear');
  };
  const order = classes.map((_, at) => at);
  const tail = [count];
  const answers = (sums: Sums, says: Scores['says']): readonly Value[] => [
    { kind: 'labels', origin: sums, order, labels: classes, tail: [] },
    { kind: 'scores', origin: sums, says, order, tail },
  ];
  switch (text(call, 'post_transform') ?? 'NONE') {
    case 'NONE':
      return answers(weights(order).sums, 'logits');
    case 'SOFTMAX':
      return answers(weights(order).sums, 'probabilities');
    case 'LOGISTIC': {
      // The sigmoids of opposite sums are the two probabilities of one.
      const isOpposite =
        count === 2 &&
        coefficients.slice(0, inputs).every((value, at) => value === -coefficients[inputs + at]!) &&
        (intercepts[0] ?? 0) === -(intercepts[1] ?? 0);
      return isOpposite
        ? answers(weights([1]).sums, 'probabilities')
        : refuse('it bends the sum of each class for itself');
    }
    default:
      return refuse(`it transforms its scores by ${text(call, 'post_transform')}`);
  }
};

/** Probabilities of two classes add up to 1 already. */
const normalizer: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind !== 'scores' || value.says !== 'probabilities')
    return refuse('it scales each row for itself');
  return (text(call, 'norm') ?? 'MAX') === 'L1'
    ? [value]
    : refuse('probabilities are scaled otherwise than to a sum of 1');
};

const zipMap: Operator = (call) => {
  const value = input(call, 0);
  const tensor = call.node.inputs[0]!;
  if (value.kind !== 'scores') return refuse('it maps no scores of classes');
  return [{ kind: 'maps', scores: value, tensor, keys: classesOf(call) }];
};

/** Operators that make answers of scores. */
export const answers: Readonly<Record<string, Operator>> = {
  Sigmoid: sigmoid,
  Softmax: softmax('probabilities'),
  LogSoftmax: softmax('logits'),
  Log: logOfProbabilities,
  ArgMax: argMax,
  Greater: beyond(true),
  GreaterOrEqual: beyond(true),
  Less: beyond(false),
  LessOrEqual: beyond(false),
  Where: where,
  'ai.onnx.ml.LinearClassifier': linearClassifier,
  'ai.onnx.ml.Normalizer': normalizer,
  'ai.onnx.ml.ZipMap': zipMap,
};
