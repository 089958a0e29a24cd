import * as tf from '@tensorflow/tfjs-core';

import { TraceError } from '../errors/trace-error.ts';

type Variable = tf.Variable;

/**
 * Runs `fn` while variables may be assigned only where `isLocal` allows, and frees those it made.
 *
 * TF.js's `assign` frees the old value and keeps the new one: a variable from outside would be left holding a value of
 * the recording, which ends with the trace.
 */
export function guardVariables<T>(isLocal: (variable: Variable) => boolean, fn: () => T): T {
  const { prototype } = tf.Variable;
  const { state } = tf.engine();
  const before = new Set(Object.values(state.registeredVariables));
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { assign } = prototype;
  prototype.assign = function (this: Variable, value: tf.Tensor): void {
    if (isLocal(this)) {
      assign.call(this, value);
      return;
    }
    throw new TraceError(
      `jit: a traced function changes nothing outside (got an assignment to the variable '${this.name}'). ` +
        'Return the new value and assign it after the call.',
    );
  };
  try {
    return fn();
  } finally {
    prototype.assign = assign;
    for (const variable of Object.values(state.registeredVariables)) {
      if (!before.has(variable)) variable.dispose();
    }
  }
}
