import { valueAndGrad } from '@cfq/jit';
import { targetMargin } from '@cfq/recourse';
import { defineTerm, samplers, type PointTerm, type Sampler } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';

/** How a margin match differs from the one of `cfq-faithful`. */
export interface MatchOptions {
  /** Times an error counts that is kinder than a teacher who says no; default 4. */
  readonly leniency?: number;
  /** Whether points near the boundary weigh more; default true. */
  readonly nearBoundary?: boolean;
  /** Share of the batch that counts, that with the largest loss; default all. */
  readonly hardest?: number;
}

/** Weight of a point by its distance from the teacher's boundary, as in `marginMatch` of `@cfq/training`. */
function nearness(margin: tf.Tensor1D): tf.Tensor1D {
  return tf.add(tf.exp(tf.div(tf.neg(tf.abs(margin)), 0.5)), 0.1);
}

/** Margins matched at the points of a sampler, otherwise than `cfq-faithful` does. */
export function otherMatch(name: string, sampler: Sampler, options: MatchOptions): PointTerm {
  const { leniency = 4, nearBoundary = true, hardest = 1 } = options;
  const term = defineTerm({
    kind: 'points',
    name,
    description: 'margin match with other weights',
    source: 'Shrivastava et al. 2016, Online Hard Example Mining, for the hardest share',
    sampler,
    value: ({ student, teacher, target }) => {
      const wanted = targetMargin(teacher, target);
      const error = tf.sub(targetMargin(student, target), wanted);
      const weight = nearBoundary ? nearness(wanted) : tf.onesLike(wanted);
      const tooKind = tf.logicalAnd(tf.lessEqual(wanted, 0), tf.greater(error, 0));
      const side = tf.add(tf.mul(tf.cast(tooKind, 'float32'), leniency - 1), 1);
      const losses = tf.mul<tf.Tensor1D>(tf.mul(weight, side), tf.square(error));
      const count = Math.max(1, Math.round(losses.shape[0] * hardest));
      return tf.mean(hardest < 1 ? tf.topk(losses, count).values : losses);
    },
  });
  return term;
}

/** Gradients of both margins matched at feasible people. */
export const jacobianMatch = defineTerm({
  kind: 'actions',
  name: 'jacobian-match',
  description: 'slopes of the margin matched at feasible people',
  source: 'Srinivas & Fleuret 2018, Knowledge Transfer with Jacobian Matching',
  sampler: samplers['feature-crossover'],
  value: ({ people, student, teacher, target }) => {
    const slopes = (logits: (x: tf.Tensor2D) => tf.Tensor2D): tf.Tensor2D =>
      valueAndGrad((x: tf.Tensor2D) => tf.sum<tf.Scalar>(targetMargin(logits(x), target)))(people).gradients;
    return tf.mean(tf.sum(tf.square(tf.sub(slopes(student), slopes(teacher))), 1));
  },
});

/** Margins matched where three steps uphill on the disagreement lead from feasible people. */
export const worstNearby = defineTerm({
  kind: 'actions',
  name: 'worst-nearby',
  description: 'margin match after gradient ascent on the disagreement',
  source: 'Madry et al. 2018, Towards Deep Learning Models Resistant to Adversarial Attacks, for the ascent',
  sampler: samplers['feature-crossover'],
  value: ({ people, student, teacher, target }) => {
    const disagreement = (x: tf.Tensor2D): tf.Tensor1D =>
      tf.sub(targetMargin(student(x), target), targetMargin(teacher(x), target));
    const slope = valueAndGrad((x: tf.Tensor2D) => tf.sum<tf.Scalar>(tf.square(disagreement(x))));
    let x = people;
    for (let step = 0; step < 3; step += 1) x = tf.add(x, tf.mul(tf.sign(slope(x).gradients), 0.05));
    return tf.mean(tf.mul(nearness(targetMargin(teacher(x), target)), tf.square(disagreement(x))));
  },
});

/** Feasible people who take fewer features from another. */
export function sparserCrossover(share: number): Sampler {
  const whole = samplers['feature-crossover'];
  return {
    ...whole,
    name: 'sparser-crossover',
    draw: (stream, size, counts) => {
      const { swapped, ...rows } = whole.draw(stream, size, counts);
      const kept = stream.uniform([size.steps, size.batch, counts.features]).data;
      const { data, shape } = swapped!;
      // Of features that would be taken, each stays with the probability that leaves `share` of all.
      const still = Float32Array.from(data, (taken, at) => (kept[at]! < share / 0.35 ? taken : 0));
      return { ...rows, swapped: { data: still, shape } };
    },
  };
}
