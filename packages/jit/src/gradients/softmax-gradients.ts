import * as tf from '@tensorflow/tfjs-core';

import type { Corrections } from './correction.ts';
import { nodeThatSaved, recordOnTape, reorderSavedOutputs } from './tape.ts';

/** Gradient of log-softmax along the last axis, from its value. */
function logSoftmaxGradient(dy: tf.Tensor, value: tf.Tensor): tf.Tensor {
  return tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(value)));
}

/**
 * Gradients of softmax and what is built on it, repeatable for second derivatives.
 *
 * The two in small letters are no kernels: TF.js looks up the gradient of a function given to `customGrad` by
 * the name of the op it stands in, before it takes the function's own, and numbers its inputs. Cross entropy
 * also gets the gradient of the labels, and that of the logits where a row of labels does not sum to 1.
 */
export const softmaxGradients = {
  Softmax: {
    inputs: ['logits'],
    gradient: (dy, [logits], { dim }: tf.SoftmaxAttrs) => ({
      logits: () => {
        const y = tf.softmax(logits!, dim);
        const weighed = tf.mul(dy, y);
        return tf.sub(weighed, tf.mul(tf.sum(weighed, dim, true), y));
      },
    }),
  },
  logSoftmax__op: {
    inputs: [],
    gradient: (dy, saved) => {
      reorderSavedOutputs(saved);
      return { '0': () => logSoftmaxGradient(dy, saved[0]!) };
    },
  },
  softmaxCrossEntropy__op: {
    inputs: [],
    gradient: (dy, saved) => {
      const [labels, logProbabilities] = saved as [tf.Tensor, tf.Tensor];
      const logits = nodeThatSaved(saved)?.inputs['1'];
      // It was computed where TF.js keeps no tape.
      if (logits !== undefined) {
        recordOnTape('logSoftmax', logits, logProbabilities, (upstream) =>
          logSoftmaxGradient(upstream, logProbabilities),
        );
      }
      const weights = tf.cast(labels, 'float32');
      const upstream = tf.expandDims(dy, -1);
      return {
        '0': () => tf.mul(upstream, tf.neg(logProbabilities)),
        '1': () => {
          const total = tf.sum(weights, -1, true);
          return tf.mul(upstream, tf.sub(tf.mul(tf.exp(logProbabilities), total), weights));
        },
      };
    },
  },
} satisfies Corrections;
