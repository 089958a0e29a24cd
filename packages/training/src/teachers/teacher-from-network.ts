import { decodeWeights, layerWidths, matchLayer, referenceLogits, type Network } from '@cfq/network';
import { ndarray, type NDArray } from '@cfq/jit';
import { classificationScores } from '../model/classification-scores.ts';
import { logisticRegression } from '../model/logistic-regression.ts';
import { mlp } from '../model/mlp.ts';
import { TrainingError } from '../training-error.ts';
import type { DenseParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

/** What is told of a model from elsewhere. */
export interface TeacherFromNetworkOptions {
  /** Rows [n, d] and labels [n] on which the teacher's scores are taken; without them they are NaN. */
  readonly validation?: { readonly x: NDArray; readonly y: Int32Array } | undefined;
  /** Seed of what is done with the teacher later, such as finding its recourse; default 0. */
  readonly seed?: number | undefined;
}

function refuse(layer: string, rule: string, expected: string, got: string, remedy: string): never {
  throw new TrainingError(
    `teacherFromNetwork: layer "${layer}": ${rule} (expected ${expected}, got ${got}). ${remedy}`,
  );
}

/**
 * A trained network, wherever it comes from, as a teacher: its decisions are those to be kept. Columns of its input are
 * the encoded columns of the data set, in their order; class 1 is the favourable one.
 *
 * Codes are decoded: what counts as the original is the network as it is. It was trained elsewhere, so there is no
 * history, and its best epoch and seconds are NaN.
 *
 * @throws TrainingError when the network is no perceptron: hidden layers without ReLU or with a grid, or one class.
 * @throws NetworkError (of `@cfq/network`) when it is malformed, or validation rows have another width.
 */
export function teacherFromNetwork(
  network: Network,
  { validation, seed = 0 }: TeacherFromNetworkOptions = {},
): Teacher {
  const scores =
    validation === undefined
      ? { loss: NaN, accuracy: NaN }
      : classificationScores(referenceLogits(network, validation.x), validation.y);
  const [inputWidth, ...widths] = layerWidths(network) as [number, ...number[]];
  const classes = widths.at(-1)!;
  const hidden = widths.slice(0, -1);
  const last = network.layers.at(-1)!;
  if (classes < 2) {
    refuse(
      last.name,
      'a classifier has a logit for each class',
      '2 or more',
      String(classes),
      'Add a column.',
    );
  }
  const model =
    hidden.length === 0 ? logisticRegression({ inputWidth, classes }) : mlp({ inputWidth, hidden, classes });
  const parameters = network.layers.map((layer) =>
    matchLayer(layer, {
      dense: ({ name, weight, bias, activation, grid }): DenseParameters<NDArray> => {
        if (layer !== last && activation !== 'relu') {
          refuse(
            name,
            'hidden outputs of a teacher are rectified',
            "activation 'relu'",
            `'${activation}'`,
            'Multiply it into the layer that follows.',
          );
        }
        if (grid !== null) {
          refuse(
            name,
            'a teacher has full precision',
            'no grid',
            `${grid.bits} bits`,
            'Leave the grid null.',
          );
        }
        return { weight: decodeWeights(weight), bias: ndarray(bias, [bias.length]) };
      },
    }),
  );
  return {
    model,
    parameters: Object.fromEntries(model.layers.map(({ layer }, index) => [layer, parameters[index]!])),
    seed,
    validationLoss: scores.loss,
    validationAccuracy: scores.accuracy,
    bestEpoch: NaN,
    history: [],
    seconds: NaN,
  };
}
