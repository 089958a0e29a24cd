import {
  decodeWeights,
  layerWidths,
  matchLayer,
  referenceLogits,
  splitColumnLayer,
  type Network,
} from '@cfq/network';
import { ndarray, type NDArray } from '@cfq/jit';
import { chooseDecision } from '../decision/choose-decision.ts';
import { equalWeights } from '../decision/class-weights.ts';
import { foldDecision } from '../decision/decision.ts';
import { evenOdds, type DecisionRule } from '../decision/decision-rule.ts';
import { favourableMargins } from '../model/favourable-class.ts';
import { logisticRegression } from '../model/logistic-regression.ts';
import { mlp } from '../model/mlp.ts';
import { networkOfModel } from '../model/network-of-model.ts';
import { roundedModel, wholeBias } from '../model/rounded-model.ts';
import { teacherScores } from '../model/teacher-scores.ts';
import { TrainingError } from '../training-error.ts';
import type { DenseParameters, Model } from '../model/model.ts';
import type { ModelRounding } from '../model/model-rounding.ts';
import type { Teacher } from '../model/teacher.ts';

/** What is told of a model from elsewhere. */
export interface TeacherFromNetworkOptions {
  /** Rows [n, d] and labels [n] on which the teacher's scores are taken; without them they are NaN. */
  readonly validation?: { readonly x: NDArray; readonly y: Int32Array } | undefined;
  /** Seed of what is done with the teacher later, such as finding its recourse; default 0. */
  readonly seed?: number | undefined;
  /**
   * Where its decisions are cut; default even odds, the network as it is. Any rule but a fixed threshold needs
   * validation rows.
   */
  readonly decision?: DecisionRule | undefined;
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
 * A linear layer in front whose sums are rounded puts the columns together that are read; it stays as it is. Codes are
 * decoded: what counts as the original is the network as it is, with all that it rounds. It was trained
 * elsewhere, so there is no history, and what training measures is NaN.
 *
 * @throws TrainingError when the network is no perceptron: hidden layers without ReLU, or one class.
 * @throws NetworkError (of `@cfq/network`) when it is malformed, or validation rows have another width.
 */
export function teacherFromNetwork(
  network: Network,
  { validation, seed = 0, decision: rule = evenOdds }: TeacherFromNetworkOptions = {},
): Teacher {
  if (validation === undefined && rule.kind !== 'fixed') {
    throw new TrainingError(
      `teacherFromNetwork: decision ${rule.kind} is chosen on validation rows (expected validation, got none). Pass them, ` +
        'or a fixed threshold.',
    );
  }
  const { front, layers } = splitColumnLayer(network);
  const [inputWidth, ...widths] = layerWidths(network).slice(front === null ? 0 : 1) as [number, ...number[]];
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
  const plain =
    hidden.length === 0 ? logisticRegression({ inputWidth, classes }) : mlp({ inputWidth, hidden, classes });
  const model = withRounding(plain, {
    inputGrid: network.inputGrid,
    front: front && { ...front, name: 'columns' },
    layers,
  });
  const parameters = layers.map((layer) =>
    matchLayer(layer, {
      dense: ({ name, weight, bias, activation, sumGrids }): DenseParameters<NDArray> => {
        if (layer !== last && activation !== 'relu') {
          refuse(
            name,
            'hidden outputs of a teacher are rectified',
            "activation 'relu'",
            `'${activation}'`,
            'Multiply it into the layer that follows.',
          );
        }
        const whole = wholeBias({ sumGrids, behind: bias });
        return { weight: decodeWeights(weight), bias: ndarray(whole, [bias.length]) };
      },
    }),
  );
  const own = Object.fromEntries(model.layers.map(({ layer }, index) => [layer, parameters[index]!]));
  const decision = chooseDecision({
    rule,
    margins: validation ? favourableMargins(referenceLogits(network, validation.x)) : [],
    labels: validation?.y ?? [],
  });
  const rules = { decision, classWeights: equalWeights };
  const folded = foldDecision(model, own, decision);
  const logits = validation && referenceLogits(networkOfModel(model, folded), validation.x);
  return {
    model,
    parameters: folded,
    seed,
    ...rules,
    scores: logits
      ? teacherScores(logits, validation.y, rules)
      : { loss: NaN, baseRateLoss: NaN, auc: NaN, accuracy: NaN },
    training: {
      decay: NaN,
      path: [],
      learningRate: NaN,
      epochs: NaN,
      bestEpoch: NaN,
      converged: true,
      history: [],
      seconds: NaN,
    },
  };
}

/** A perceptron that rounds what the network does. */
function withRounding(
  model: Model,
  { inputGrid, front, layers }: Pick<ModelRounding, 'inputGrid' | 'front'> & Pick<Network, 'layers'>,
): Model {
  const isPlain = layers.every(({ sumGrids, grid }) => sumGrids.length === 0 && grid === null);
  if (inputGrid === null && front === null && isPlain) return model;
  return roundedModel(model, {
    ...{ inputGrid, front },
    layers: Object.fromEntries(
      model.layers.map(({ layer }, index) => {
        const { sumGrids, bias, grid } = layers[index]!;
        return [layer, { sumGrids, behind: bias, grid }];
      }),
    ),
  });
}
