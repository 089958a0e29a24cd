import type { NDArray, RandomStream } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';

/** Arrays that stay for a whole run. */
export type SampleSource<Leaf> = {
  /** Training rows [n, d] and labels [n], int32. */
  readonly x: Leaf;
  readonly y: Leaf;
  /** Denied training rows whose teacher action succeeds [m, d], their labels [m] and the actions [m, d]. */
  readonly denied: Leaf;
  readonly deniedLabels: Leaf;
  readonly delta: Leaf;
  /** Which column belongs to which feature [features, d], 0 or 1. */
  readonly membership: Leaf;
  /** Which columns are numbers that a person can change by a part [1, d], 1; levels and categories 0. */
  readonly numeric: Leaf;
};

/** How many there are of what, for drawing. */
export interface SampleCounts {
  readonly rows: number;
  readonly denied: number;
  readonly features: number;
}

/** Points of one step: `x` [batch, d], labels [batch]. */
export interface Points {
  readonly x: tf.Tensor2D;
  readonly labels: tf.Tensor1D;
}

/** The random choices of many steps, each leaf with a leading axis of steps. */
export type SampleIndices<Leaf> = { readonly [name: string]: Leaf };

/**
 * A kind of points at which a term looks at the student: what to draw for it outside the graph, and how the graph makes the
 * points from the draw. Terms that share a sampler share its points.
 */
export interface Sampler {
  readonly name: string;
  /** One line: which points. */
  readonly description: string;
  /** Key of its random choices below the student's stream: with another key other points are drawn. */
  readonly stream: string;
  /** Whether it needs the teacher's actions. */
  readonly needsRecourse: boolean;
  /** Choices of `steps` steps of `batch` points each. */
  draw(
    stream: RandomStream,
    size: { readonly steps: number; readonly batch: number },
    counts: SampleCounts,
  ): SampleIndices<NDArray>;
  /** The points of one step. Traced. */
  points(indices: SampleIndices<tf.Tensor>, source: SampleSource<tf.Tensor>): Points;
}
