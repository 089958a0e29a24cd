import { recoursePoints } from '../samplers/recourse-points.ts';
import { defineTerm } from './define-term.ts';
import * as tf from '@tensorflow/tfjs-core';
import { targetMargin } from '@cfq/recourse';
import { TrainingError } from '../training-error.ts';
import type { PointTerm } from './objective-term.ts';

/** Options of {@link hinge}. */
export interface HingeOptions {
  /** Margin `γ` asked for, in logits, positive; default 0.2. */
  readonly gamma?: number;
}

/**
 * `L_hinge = E[ max(0, γ − m_q(x + δ_fp)) ]` over denied people whose teacher action succeeds (CFQ §4.2).
 *
 * @throws TrainingError when `gamma` is not a positive number.
 */
export function hinge({ gamma = 0.2 }: HingeOptions = {}): PointTerm & { readonly name: 'hinge' } {
  if (!(gamma > 0 && Number.isFinite(gamma))) {
    throw new TrainingError(
      `hinge: gamma is a margin in logits (expected a positive number, got ${gamma}). Set gamma.`,
    );
  }
  return defineTerm<Omit<PointTerm, 'part'> & { readonly name: 'hinge' }>({
    kind: 'points',
    name: 'hinge',
    description: `shortfall of the student's margin below ${gamma} at the teacher's recourse points`,
    source: 'CFQ §4.2 (margin)',
    sampler: recoursePoints,
    value: ({ student, target }) => tf.mean<tf.Scalar>(tf.relu(tf.sub(gamma, targetMargin(student, target)))),
  });
}

/** The term with its default options. */
export const defaultHinge = hinge();
