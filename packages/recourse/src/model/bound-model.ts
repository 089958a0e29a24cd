import type { Recursion, RecursionSettings } from './recursion.ts';

/** A model as searches see it: a fixed number of rows a call, of which the first `count` matter. */
export interface BoundModel {
  /** Rows of one call. */
  readonly chunk: number;
  /** Encoded columns. */
  readonly width: number;
  /** How many classes a traced model tells apart, known once it has been asked; absent where only margins are known. */
  readonly classes?: () => number | undefined;
  /**
   * Margins of points.
   *
   * @param points - `chunk × width`; rows from `count` on hold numbers that nobody reads.
   * @returns At least `count` margins.
   */
  margins(points: Float32Array, count: number): Promise<Float32Array>;
  /**
   * Margins and their gradients with respect to the points.
   *
   * @returns At least `count` margins and `count × width` slopes.
   */
  slopes(
    points: Float32Array,
    count: number,
  ): Promise<{ readonly margins: Float32Array; readonly slopes: Float32Array }>;
  /** The projected gradient recursion on this model. */
  recursion(settings: RecursionSettings): Recursion;
}
