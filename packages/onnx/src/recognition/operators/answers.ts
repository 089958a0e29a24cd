import { alongTail, constantOf, scalarOf } from '../constant.ts';
import { imputed, unscaledNumber } from '../linear-forms.ts';
import { refuse } from '../obstacle.ts';
import { scoresOf } from '../scores-of.ts';
import { classesOf, linearClassifier } from './linear-classifier.ts';
import { axisOf, constant, input, number, text, type Operator } from './operator.ts';
import type { Column, Columns, Constant, Labels, Value } from '../values.ts';

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
  if (scores.says === 'complements') return refuse('it decides where the score is ½');
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

/** What a truth value tells of a column of the file: that this stands in it, or that it does not. NaN is nothing. */
function heldBy(
  { terms, constant: base }: Column,
  place: { readonly input: string; readonly column: number },
): { readonly value: number; readonly isHeld: boolean } | null {
  const [term] = terms;
  const of = term?.of;
  if (typeof of !== 'object' || terms.length !== 1) return null;
  if (of.input !== place.input || of.column !== place.column) return null;
  const value = of.kind === 'absent' ? Number.NaN : of.kind === 'category' ? of.value : null;
  if (typeof value !== 'number') return null;
  if (base === 0 && term!.factor === 1) return { value, isHeld: true };
  return base === 1 && term!.factor === -1 ? { value, isHeld: false } : null;
}

/** Columns whose absent values, or codes for such, are replaced. */
function replaced(condition: Columns, values: Constant, columns: Columns, whenTrue: boolean): Columns {
  const numbers = alongTail(values, columns.tail);
  return {
    ...columns,
    columns: columns.columns.map((column, at) => {
      const source = unscaledNumber(column);
      const held = source && heldBy(condition.columns[at] ?? column, source);
      if (held?.isHeld !== whenTrue) return refuse('it chooses between columns');
      return Number.isNaN(numbers[at]!) ? column : imputed(column, numbers[at]!, held.value);
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
