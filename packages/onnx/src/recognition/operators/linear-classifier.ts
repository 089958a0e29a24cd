import { refuse } from '../obstacle.ts';
import { dense } from './products.ts';
import { input, numbers, text, texts, type Call, type Operator } from './operator.ts';
import type { Dense, Scores, Sums, Value } from '../values.ts';

/** Names of classes of an operator of `ai.onnx.ml`. */
export const classesOf = (call: Call): readonly (string | number)[] =>
  texts(call, 'classlabels_strings') ??
  numbers(call, 'classlabels_ints', 'ints') ??
  numbers(call, 'classlabels_int64s', 'ints') ??
  refuse('names of its classes are missing');

/** Coefficients of a linear classifier, `[sums, inputs]`. */
interface Coefficients {
  readonly classes: readonly (string | number)[];
  readonly values: readonly number[];
  readonly intercepts: readonly number[];
  /** As many as classes, or one for two of them. */
  readonly sums: number;
  readonly inputs: number;
  /** Whether two sums are those of one: each is the other's opposite. */
  readonly isOpposite: boolean;
}

function coefficientsOf(call: Call): Coefficients {
  const classes = classesOf(call);
  const values = numbers(call, 'coefficients', 'floats') ?? refuse('its coefficients are missing');
  const intercepts = numbers(call, 'intercepts', 'floats') ?? [];
  // The runtime counts sums by their intercepts, and completes a single one to those of two classes.
  const sums = classes.length === 2 && intercepts.length === 1 ? 1 : classes.length;
  const inputs = values.length / sums;
  if (!Number.isInteger(inputs)) return refuse('it has other than one row of coefficients a class');
  const isOpposite =
    sums === 2 &&
    values.slice(0, inputs).every((value, at) => value === -values[inputs + at]!) &&
    (intercepts[0] ?? 0) === -(intercepts[1] ?? 0);
  return { classes, values, intercepts, sums, inputs, isOpposite };
}

/**
 * What the scores of a linear classifier say. Two raw scores that are each other's opposite, or made of one, are log-odds
 * each, where a softmax would make twice as much of them. Null where no network says the same.
 */
export function linearScores(call: Call): Scores['says'] | null {
  const { sums, isOpposite } = coefficientsOf(call);
  const isOne = sums === 1;
  switch (text(call, 'post_transform') ?? 'NONE') {
    case 'NONE':
      return isOne ? 'complements' : isOpposite ? 'opposites' : 'logits';
    case 'SOFTMAX':
      // A softmax over a single score is none.
      return isOne ? 'complements' : 'probabilities';
    case 'LOGISTIC':
      // The sigmoids of opposite sums are the two probabilities of one.
      return isOne || isOpposite ? 'probabilities' : null;
    default:
      return null;
  }
}

/** A linear classifier: a sum a class, or one for two. */
export const linearClassifier: Operator = (call) => {
  const transform = text(call, 'post_transform');
  const says =
    linearScores(call) ??
    refuse(
      transform === 'LOGISTIC'
        ? 'it bends the sum of each class for itself'
        : `it transforms its scores by ${transform}`,
    );
  const { classes, values, intercepts, sums: rows, inputs, isOpposite } = coefficientsOf(call);
  const weights = (outputs: readonly number[]): Dense => {
    const data = Float32Array.from(
      { length: inputs * outputs.length },
      (_, at) => values[outputs[at % outputs.length]! * inputs + Math.floor(at / outputs.length)]!,
    );
    const bias = Float64Array.from(outputs, (output) => intercepts[output] ?? 0);
    const weight = { kind: 'float' as const, values: { data, shape: [inputs, outputs.length] } };
    return dense(input(call, 0), weight, bias, 'linear');
  };
  const order = classes.map((_, at) => at);
  const { sums }: { readonly sums: Sums } = weights(
    rows === 1 ? [0] : isOpposite && transform !== 'SOFTMAX' ? [1] : order,
  );
  return [
    { kind: 'labels', origin: sums, order, labels: classes, tail: [] },
    { kind: 'scores', origin: sums, says, order, tail: [classes.length] },
  ] satisfies readonly Value[];
};
