import type { TensorTree } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { targetMargin } from './target-margin.ts';
import type { Logits } from './traced-model.ts';
import { RecourseError } from '../recourse-error.ts';

function membersOf(parameters: TensorTree): readonly TensorTree[] {
  if (Array.isArray(parameters) && parameters.length > 0) return parameters as readonly TensorTree[];
  throw new RecourseError(
    `worstCaseLogits: parameters are a list of models (expected [parameters, …], got ` +
      `${Array.isArray(parameters) ? 'an empty list' : 'something else'}). Pass one tree of parameters a model.`,
  );
}

/**
 * A set of models of one architecture as a single model, for recourse that must survive each of them: the quantized
 * variants of a model, the models of several seeds. For every row it returns the logits of the member least in favour of
 * the target, so that the target margin is the worst of the set, `min_i m_i(x; t)`. An action of margin κ on it has at
 * least margin κ on every member; any solver finds such actions.
 *
 * Its parameters are a list: one tree of `logits`' parameters a member. Gradients are those of the member that attains
 * the minimum (the first of equals), a subgradient of the minimum.
 *
 * Make it once and keep it: solves in one scope compile once a function.
 *
 * @param logits - Traceable logits `[n, classes]` of one member.
 * @param target - Class index to reach, the same as in the model that is solved.
 * @throws RecourseError (on tracing) when the parameters are no list, or the target is no class.
 */
export function worstCaseLogits(logits: Logits, target: number): Logits {
  return (parameters, x) => {
    const members = membersOf(parameters).map((member) => logits(member, x));
    const [first] = members;
    if (members.length === 1) return first!;
    const margins = tf.stack(
      members.map((member) => targetMargin(member, target)),
      1,
    );
    // oneHot goes through int32: the wasm backend of TF.js mislabels a direct float one.
    const chosen = tf.cast(tf.oneHot(tf.argMin<tf.Tensor1D>(margins, 1), members.length), 'float32');
    const all = tf.stack(members, 1);
    return tf.sum<tf.Tensor2D>(tf.mul(all, tf.expandDims(chosen, 2)), 1);
  };
}
