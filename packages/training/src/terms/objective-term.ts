import type { Part } from '@cfq/parts';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type * as tf from '@tensorflow/tfjs-core';
import type { Sampler } from '../samplers/sampler.ts';

/** What a term sees of one step. All tensors are traced. */
export interface TermInputs {
  /** Student logits [rows, classes] at the term's points. */
  readonly student: tf.Tensor2D;
  /** Teacher logits [rows, classes] at the same points; no gradient flows into them. */
  readonly teacher: tf.Tensor2D;
  /** Labels [rows], int32: of the data rows, or of the person a point was made from. */
  readonly labels: tf.Tensor1D;
  /** Class that recourse aims at. */
  readonly target: number;
  /**
   * How labels are compared with logits: logits carry the teacher's cut-off, which is added back to the favourable one, and rows count
   * by class. Default: even odds, every row the same.
   */
  readonly labelled?: {
    /** Log-odds of the cut-off, scalar; 0 for even odds. */
    readonly logit: tf.Scalar;
    /** Weight of each class [classes]. */
    readonly classWeights: tf.Tensor1D;
  };
}

/** A term that looks at the student's logits at points of one kind. */
export interface PointTerm extends Part<'term'> {
  readonly kind: 'points';
  /** Where it is evaluated. */
  readonly sampler: Sampler;
  /** The loss, a scalar to descend. Traced, pure. */
  value(inputs: TermInputs): tf.Scalar;
}

/** A term that looks at the expected bit-width of the policy. */
export interface BitTerm extends Part<'term'> {
  readonly kind: 'bits';
  /** @param averageBits parameter-weighted expected bit-width, scalar. Traced. */
  value(averageBits: tf.Scalar): tf.Scalar;
}

/** A term that looks at what a quantizer adds to the loss for its own parameters. */
export interface PenaltyTerm extends Part<'term'> {
  readonly kind: 'penalty';
  /** Whose; default that of the activations. */
  readonly of?: 'activations' | 'weights';
  /** @param penalty scalar: the sum over the hidden layers, or that over all layers, for each weight. Traced. */
  value(penalty: tf.Scalar): tf.Scalar;
}

/** What a term that looks at actions sees of one step. All tensors are traced. */
export interface ActionTermInputs {
  /** Where people stand [rows, d]. */
  readonly people: tf.Tensor2D;
  /** Student logits [rows, classes] as a function of the rows, differentiable in them. */
  readonly student: (x: tf.Tensor2D) => tf.Tensor2D;
  /** Teacher logits alike; no gradient flows into its parameters. */
  readonly teacher: (x: tf.Tensor2D) => tf.Tensor2D;
  /** Class that recourse aims at. */
  readonly target: number;
  readonly actionSet: ActionSet;
  readonly costSpec: CostSpec;
}

/** A term that looks at the recourse of the student itself. */
export interface ActionTerm extends Part<'term'> {
  readonly kind: 'actions';
  /** Whose actions. */
  readonly sampler: Sampler;
  /** The loss, a scalar to descend. Traced, pure. */
  value(inputs: ActionTermInputs): tf.Scalar;
}

/** One summand of a student's objective; its weight belongs to the method, not to the term. */
export type ObjectiveTerm = PointTerm | BitTerm | PenaltyTerm | ActionTerm;

/** Whether a term looks at what the student decides, and not only at how it is made. */
export function looksAtDecisions(term: ObjectiveTerm): term is PointTerm | ActionTerm {
  return 'sampler' in term;
}

/** Samplers that terms look at, each once, in the order in which the objective first uses them. */
export function samplersOf(terms: readonly ObjectiveTerm[]): readonly Sampler[] {
  return [...new Set(terms.filter(looksAtDecisions).map(({ sampler }) => sampler))];
}
