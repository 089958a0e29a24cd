import { EvaluationError } from '../evaluation-error.ts';
import type { ModelUnderTest, TracedFunction } from './model-under-test.ts';
import { tracedModel } from './traced-model.ts';

/** A model to evaluate: one that can be asked, or a function of TF.js with its parameters, such as a trained student. */
export type EvaluatedModel = ModelUnderTest | TracedFunction;

/**
 * The model as one that can be asked.
 *
 * @throws EvaluationError when it is neither
 */
export function asModel(model: EvaluatedModel): ModelUnderTest {
  if ('margins' in model) return model;
  if (typeof model.logits === 'function' && typeof model.parameters === 'object') {
    const { logits, parameters, network } = model;
    return tracedModel({ logits, parameters, network });
  }
  throw new EvaluationError(
    `evaluate: a model can be asked for margins (expected margins, or logits with parameters, got ` +
      `{ ${Object.keys(model).join(', ')} }). Make one with tracedModel, onnxModel or rowsModel.`,
  );
}
