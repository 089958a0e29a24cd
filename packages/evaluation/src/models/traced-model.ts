import { borrowScope, inChunks, jit } from '@cfq/jit';
import { favourableMargins } from './favourable-margins.ts';
import type { ModelUnderTest, TracedFunction } from './model-under-test.ts';

/** What {@link tracedModel} makes a model from. */
export interface TracedModelInput extends TracedFunction {
  /** Column of the logits that is the favourable class. Default 1. */
  readonly favourableClass?: number | undefined;
  /** What messages call it. Default `traced model`. */
  readonly name?: string | undefined;
}

/** Rows of one native call, as in `@cfq/training`, so that a student answers here as it does there. */
const chunkRows = 1024;

/**
 * A TF.js function with its parameters as a model under test: predictions run compiled, in ONNX Runtime, and solvers
 * follow its gradient. A student of `@cfq/training` fits as it is.
 *
 * @param input Two classes or more; with more, the margin is that over the best of the others.
 */
export function tracedModel(input: TracedModelInput): ModelUnderTest {
  const { logits, parameters, network, favourableClass = 1, name = 'traced model' } = input;
  return {
    name,
    traced: { logits, parameters, network, favourableClass },
    async margins(x, { scope, signal } = {}) {
      await using own = borrowScope(scope);
      const compiled = own.compileOnce([tracedModel, logits], () =>
        jit(logits, { name: `logits of ${name}` }),
      );
      const answers = await inChunks(x, { size: chunkRows }, (rows) => {
        signal?.throwIfAborted();
        return compiled(parameters, rows);
      });
      return favourableMargins(answers, favourableClass);
    },
  };
}
