import { denseNetwork } from '../dense-network.ts';
import { NetworkError } from '../network-error.ts';
import { withTwoLogits, type ReadLayer } from './with-two-logits.ts';
import type { Activation, Network } from '../model/network.ts';

/** Attributes of a fitted `MLPClassifier`, as JSON (`array.tolist()`). */
export interface ScikitLearnPerceptron {
  /** One matrix `[inputs, outputs]` a layer. */
  readonly coefs_: readonly (readonly (readonly number[])[])[];
  /** One vector `[outputs]` a layer. */
  readonly intercepts_: readonly (readonly number[])[];
  /** `'relu'`, scikit-learn's default, or `'identity'`; default `'relu'`. */
  readonly activation?: string | undefined;
  /** `'logistic'` or `'softmax'`, as a fitted classifier has; default either. */
  readonly out_activation_?: string | undefined;
}

/** Attributes of a fitted linear classifier: `LogisticRegression`, `SGDClassifier`, `LinearSVC`, … */
export interface ScikitLearnLinear {
  /** `[classes, features]`; of two classes one row, that of class 1. */
  readonly coef_: readonly (readonly number[])[];
  /** `[classes]`, or one number of two classes. */
  readonly intercept_: readonly number[];
}

const activations: Readonly<Record<string, Activation>> = { relu: 'relu', identity: 'linear' };

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new NetworkError(`networkFromScikitLearn: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

/** The beginning of a value, for a message. */
const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);

/** A matrix of equally long rows of finite numbers. */
function matrixOf(name: string, rows: unknown, transposed: boolean): ReadLayer['weight'] {
  const [first] = Array.isArray(rows) ? (rows as unknown[]) : [];
  const width = Array.isArray(first) ? first.length : 0;
  const isMatrix =
    width > 0 &&
    (rows as unknown[]).every(
      (row) =>
        Array.isArray(row) &&
        row.length === width &&
        row.every((value) => typeof value === 'number' && Number.isFinite(value)),
    );
  if (!isMatrix) {
    return refuse(
      `${name} is a matrix`,
      'equally long lists of finite numbers',
      shown(rows),
      'Write it with array.tolist().',
    );
  }
  const values = rows as number[][];
  if (!transposed) return { data: Float32Array.from(values.flat()), shape: [values.length, width] };
  const data = Float32Array.from({ length: width * values.length }, (_, at) => {
    const [input, output] = [Math.floor(at / values.length), at % values.length];
    return values[output]![input]!;
  });
  return { data, shape: [width, values.length] };
}

function vectorOf(name: string, values: unknown, length: number): Float32Array {
  const isVector =
    Array.isArray(values) &&
    values.length === length &&
    values.every((value) => typeof value === 'number' && Number.isFinite(value));
  if (!isVector) {
    return refuse(
      `${name} has a number for each output`,
      `${length} finite numbers`,
      shown(values),
      'Write it with array.tolist().',
    );
  }
  return Float32Array.from(values as number[]);
}

function perceptronOf(model: ScikitLearnPerceptron): Network {
  const { coefs_: matrices, intercepts_: biases, activation: name = 'relu', out_activation_: last } = model;
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (activation === undefined) {
    return refuse(
      'hidden layers are rectified or linear',
      Object.keys(activations).join(' or '),
      name,
      "Fit it with activation='relu', scikit-learn's default.",
    );
  }
  if (last !== undefined && last !== 'logistic' && last !== 'softmax') {
    refuse('the model is a classifier', "'logistic' or 'softmax' at its outputs", `'${last}'`, 'Fit one.');
  }
  if (!Array.isArray(matrices) || !Array.isArray(biases) || biases.length !== matrices.length) {
    refuse(
      'every layer has its matrix and its vector',
      'lists coefs_ and intercepts_ of the same length',
      `${String((matrices as unknown[] | undefined)?.length)} and ${String((biases as unknown[] | undefined)?.length)}`,
      'Write both.',
    );
  }
  const layers = matrices.map((rows, index) => {
    const weight = matrixOf(`coefs_[${index}]`, rows, false);
    return {
      weight,
      bias: vectorOf(`intercepts_[${index}]`, biases[index], weight.shape[1]),
      activation: index === matrices.length - 1 ? ('linear' as const) : activation,
    };
  });
  return denseNetwork(withTwoLogits(layers));
}

function linearOf({ coef_: rows, intercept_: bias }: ScikitLearnLinear): Network {
  const weight = matrixOf('coef_', rows, true);
  return denseNetwork(withTwoLogits([{ weight, bias: vectorOf('intercept_', bias, weight.shape[1]) }]));
}

/**
 * A fitted scikit-learn classifier as a network, from its plain weights: `coefs_` and `intercepts_` of an
 * `MLPClassifier`, or `coef_` and `intercept_` of a `LogisticRegression` or another linear classifier, written with
 * `tolist()`. Of two classes scikit-learn keeps one column of log-odds; it becomes two logits, 0 and that column, whose
 * softmax is `predict_proba`. Classes are those of `classes_`, in its order.
 *
 * Weights are rounded from float64 to float32.
 *
 * @throws NetworkError for hidden activations other than `relu` and `identity`, a regressor, or lists that fit no layer.
 * @see scikit-learn, `sklearn.neural_network.MLPClassifier` and `sklearn.linear_model.LogisticRegression`, attributes.
 */
export function networkFromScikitLearn(model: ScikitLearnPerceptron | ScikitLearnLinear): Network {
  if ('coefs_' in model) return perceptronOf(model);
  if ('coef_' in model) return linearOf(model);
  return refuse(
    'a model has its weights',
    'coefs_ and intercepts_, or coef_ and intercept_',
    Object.keys(model).join(', ') || 'nothing',
    'Write those attributes as JSON.',
  );
}
