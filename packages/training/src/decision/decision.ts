import { ndarray } from '@cfq/jit';
import { favourableClass } from '../model/favourable-class.ts';
import { TrainingError } from '../training-error.ts';
import type { Model, ModelParameters } from '../model/model.ts';

/**
 * The cut-off of a model, already part of its parameters: `logit` is taken off the last layer's bias of the favourable
 * class, so that a margin above 0 means granted, everywhere. Whatever compares logits with labels adds it back.
 */
export interface Decision {
  /** Probability of the favourable class above which people are granted, in (0, 1). */
  readonly threshold: number;
  /** `ln(t / (1 − t))`. */
  readonly logit: number;
  /** The rule by which it was found, as `parseDecisionRule` reads it. */
  readonly rule: string;
}

/** The decision at a logit, by a rule. */
export function decisionAt(logit: number, rule: string): Decision {
  return { threshold: 1 / (1 + Math.exp(-logit)), logit, rule };
}

/** Parameters whose margin is measured from the cut-off: `logit` is taken off the favourable class's last bias. */
export function foldDecision(
  model: Model,
  parameters: ModelParameters,
  { logit }: Pick<Decision, 'logit'>,
): ModelParameters {
  if (logit === 0) return parameters;
  if (model.classes !== 2) {
    throw new TrainingError(
      `decision: a cut-off is between two classes (expected a model of 2 classes, got ${model.classes}). Leave it out.`,
    );
  }
  const last = model.layers.at(-1)!.layer;
  const { weight, bias } = parameters[last]!;
  const shifted = Float32Array.from(bias.data, (value, index) =>
    index === favourableClass ? value - logit : value,
  );
  return { ...parameters, [last]: { weight, bias: ndarray(shifted, bias.shape) } };
}
