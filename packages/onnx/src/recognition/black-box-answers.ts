import type { Obstacle } from './obstacle.ts';
import { numbers, text, texts, type Call } from './operators/operator.ts';
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

const classesOf = (call: Call): readonly (string | number)[] | null =>
  texts(call, 'classlabels_strings') ??
  numbers(call, 'classlabels_ints', 'ints') ??
  numbers(call, 'classlabels_int64s', 'ints');

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
    if (classes?.length !== 2) return outputs.map(() => unknown);
    return [decision(obstacle, classes, []), pair(obstacle, isOdds(call) ? 'logits' : 'probabilities')];
  }
  if (domain === 'ai.onnx.ml' && operator === 'ZipMap') {
    const keys = classesOf(call);
    return [keys === null ? unknown : { kind: 'maps', scores: unknown, tensor: call.node.inputs[0]!, keys }];
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

/** Whether scores are sums as they are, and not made probabilities. An average of trees sums up to probabilities. */
function isOdds(call: Call): boolean {
  if (call.node.operator === 'TreeEnsembleClassifier') return false;
  return (text(call, 'post_transform') ?? 'NONE') === 'NONE';
}
