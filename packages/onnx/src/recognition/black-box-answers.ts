import type { Obstacle } from './obstacle.ts';
import { tensorNumbers } from '../tensors/tensor-numbers.ts';
import { classesOf, linearScores } from './operators/linear-classifier.ts';
import { numbers, text, type Call } from './operators/operator.ts';
import type { Labels, Scores, Unknown, Value } from './values.ts';

const pair = (obstacle: Obstacle, says: Scores['says']): Scores => ({
  ...{ kind: 'scores', origin: obstacle, says, order: [0, 1], tail: [2] },
});

const decision = (
  obstacle: Obstacle,
  labels: readonly (string | number)[],
  tail: readonly number[],
): Labels => ({
  ...{ kind: 'labels', origin: obstacle, order: [0, 1], labels, tail },
});

/** Classifiers of `ai.onnx.ml`: the label, then a score a class. */
const classifiers: readonly string[] = ['TreeEnsembleClassifier', 'SVMClassifier', 'LinearClassifier'];

/**
 * What operators say of answers whose sums are not known. A classifier of two classes gives labels and probabilities; a
 * softmax or sigmoid gives probabilities of whatever goes into it.
 */
export function blackBoxAnswers(call: Call, obstacle: Obstacle): readonly Value[] {
  const unknown: Unknown = { kind: 'unknown', obstacle };
  const { operator, domain, outputs } = call.node;
  if (domain === 'ai.onnx.ml' && classifiers.includes(operator)) {
    const classes = classesOf(call);
    if (classes.length !== 2) return outputs.map(() => unknown);
    const { says, order } = classifierScores(call);
    return [decision(obstacle, classes, []), says === null ? unknown : { ...pair(obstacle, says), order }];
  }
  if (domain === 'ai.onnx.ml' && operator === 'ZipMap') {
    const [scores] = call.inputs;
    const known = scores?.kind === 'scores' ? scores : unknown;
    return [{ kind: 'maps', scores: known, tensor: call.node.inputs[0]!, keys: classesOf(call) }];
  }
  if (domain !== '') return outputs.map(() => unknown);
  switch (operator) {
    case 'Softmax':
      return [pair(obstacle, 'probabilities')];
    case 'Sigmoid':
      return [{ ...pair(obstacle, 'probability'), order: [1], tail: [1] }];
    default:
      return outputs.map(() => unknown);
  }
}

/** What the scores of a classifier say, and which class each column is about. */
function classifierScores(call: Call): {
  readonly says: Scores['says'] | null;
  readonly order: Scores['order'];
} {
  const isRaw = (text(call, 'post_transform') ?? 'NONE') === 'NONE';
  switch (call.node.operator) {
    case 'LinearClassifier':
      return { says: linearScores(call), order: [0, 1] };
    case 'SVMClassifier':
      if ((numbers(call, 'prob_a', 'floats') ?? []).length > 0)
        return { says: 'probabilities', order: [0, 1] };
      // [−s, s], and the runtime decides for the first class where s is above 0.
      return { says: isRaw ? 'opposites' : 'probabilities', order: [1, 0] };
    default:
      return { says: isRaw ? treeScores(call) : 'probabilities', order: [0, 1] };
  }
}

/** Raw scores of trees. An average of trees sums up to probabilities; boosted trees have weights of both signs. */
function treeScores(call: Call): Scores['says'] {
  const tensor = call.node.attributes['class_weights_as_tensor'];
  const weights =
    tensor?.kind === 'tensor'
      ? tensorNumbers(tensor.value)
      : (numbers(call, 'class_weights', 'floats') ?? []);
  if (!Array.from(weights).some((weight) => weight < 0)) return 'probabilities';
  // Trees that all vote for class 0 of two are one score, which the runtime completes to [−s, s].
  const isOne = (numbers(call, 'class_ids', 'ints') ?? []).every((id) => id === 0);
  return isOne ? 'opposites' : 'logits';
}
