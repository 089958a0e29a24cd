import * as tf from '@tensorflow/tfjs-core';

import { parseEinsum } from '../lowerings/einsum-equation.ts';
import type { Corrections } from './correction.ts';
import { unbroadcast } from './unbroadcast.ts';

interface Factor {
  readonly labels: readonly string[];
  readonly tensor: tf.Tensor;
}

/** Sums over labels that stand in this factor alone; TF.js's cpu backend loses what has nothing else to sum. */
function withoutPrivate({ labels, tensor }: Factor, elsewhere: ReadonlySet<string>): Factor {
  const axes = labels.flatMap((label, i) => (elsewhere.has(label) ? [] : [i]));
  if (axes.length === 0 || new Set(labels).size < labels.length) return { labels, tensor };
  return { labels: labels.filter((label) => elsewhere.has(label)), tensor: tf.sum(tensor, axes) };
}

/** The einsum of factors. TF.js's cpu backend hands back its argument where nothing changes; so does this. */
function multiplied(factors: readonly Factor[], result: readonly string[]): tf.Tensor {
  const [first] = factors as [Factor];
  if (factors.length === 1 && first.labels.join() === result.join()) return first.tensor;
  const terms = factors.map(({ labels }) => labels.join(''));
  return tf.einsum(`${terms.join(',')}->${result.join('')}`, ...factors.map(({ tensor }) => tensor));
}

/**
 * Gradient of one operand of an einsum: the product of dy and the other operands over the labels they share
 * with it. A label that stands nowhere else was summed away and spreads; one that stands twice in the operand
 * took its diagonal.
 */
function ofOperand(
  dy: tf.Tensor,
  factors: readonly Factor[],
  result: readonly string[],
  k: number,
): tf.Tensor {
  const { labels, tensor: x } = factors[k]!;
  const others: Factor[] = [{ labels: result, tensor: dy }, ...factors.filter((_, i) => i !== k)];
  const isFound = (label: string, i: number): boolean =>
    labels.indexOf(label) === i && others.some((other) => other.labels.includes(label));
  const found = labels.filter(isFound);
  const reduced = others.map((factor) => {
    const rest = others.filter((other) => other !== factor).flatMap((other) => other.labels);
    return withoutPrivate(factor, new Set([...found, ...rest]));
  });
  const product = multiplied(reduced, found);
  let gradient: tf.Tensor = tf.reshape(
    product,
    labels.map((label, i) => (isFound(label, i) ? x.shape[i]! : 1)),
  );
  labels.forEach((label, i) => {
    const first = labels.indexOf(label);
    if (first === i) return;
    const diagonal = labels.map((_, axis) => (axis === i || axis === first ? x.shape[i]! : 1));
    gradient = tf.mul(gradient, tf.reshape(tf.eye(x.shape[i]!), diagonal));
  });
  return tf.util.arraysEqual(gradient.shape, x.shape) ? gradient : tf.mul(gradient, tf.ones(x.shape));
}

/**
 * Gradients of products of matrices and tensors: TF.js does not sum those of a matrix product over a batch
 * that was broadcast, and has none for einsum.
 */
export const productGradients = {
  BatchMatMul: {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b], { transposeA, transposeB }: tf.BatchMatMulAttrs) => ({
      a: () =>
        unbroadcast(
          transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB),
          a!,
        ),
      b: () =>
        unbroadcast(
          transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false),
          b!,
        ),
    }),
  },
  Einsum: {
    inputs: 'all',
    gradient: (dy, operands, { equation }: tf.EinsumAttrs) => {
      const { terms, result } = parseEinsum(
        equation,
        operands.map(({ rank }) => rank),
      );
      const factors = operands.map((tensor, i) => ({ labels: terms[i]!, tensor }));
      return Object.fromEntries(operands.map((_, k) => [String(k), () => ofOperand(dy, factors, result, k)]));
    },
  },
} satisfies Corrections;
