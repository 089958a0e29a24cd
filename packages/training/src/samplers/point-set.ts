import type { NDArray, RandomStream } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';

/** Names of the sets of points at which a step evaluates the student. */
export type PointSetName = 'data' | 'recourse' | 'ray' | 'crossed' | 'denied';

/** Arrays that stay for a whole run. */
export type PointSource<Leaf> = {
  /** Training rows [n, d] and labels [n], int32. */
  readonly x: Leaf;
  readonly y: Leaf;
  /** Denied training rows whose teacher action succeeds [m, d], their labels [m] and the actions [m, d]. */
  readonly denied: Leaf;
  readonly deniedLabels: Leaf;
  readonly delta: Leaf;
  /** Which column belongs to which feature [features, d], 0 or 1. */
  readonly membership: Leaf;
};

/** How many there are of what, for drawing. */
export interface PointCounts {
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
export type Draw<Leaf> = { readonly [name: string]: Leaf };

/** A set of points: what to draw for it outside the graph, and how the graph makes the points from the draw. */
export interface PointSet {
  readonly name: PointSetName;
  readonly description: string;
  /** Whether it needs the teacher's actions. */
  readonly needsRecourse: boolean;
  /** Choices of `steps` steps of `batch` points each. */
  draw(stream: RandomStream, size: { steps: number; batch: number }, counts: PointCounts): Draw<NDArray>;
  /** The points of one step. Traced. */
  points(draw: Draw<tf.Tensor>, source: PointSource<tf.Tensor>): Points;
}
