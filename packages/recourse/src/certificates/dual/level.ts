import type { PreActivations } from '../intervals.ts';
import type { LiveUnits } from '../live-units.ts';
import type { PreparedLayer } from '../prepare-pair.ts';
import type { Relaxation } from '../relax.ts';
import type { RoundingNoise } from '../rounding-noise.ts';
import { graphPieces } from './graph-pieces.ts';
import type { JointGraph } from './joint-support.ts';
import { slopeSteps, type SlopeSteps } from './slope-steps.ts';

/** One hidden layer as the pass towards the outputs left it. */
export interface BoundedLayer {
  readonly layer: PreparedLayer;
  readonly before: PreActivations;
  readonly relaxed: Relaxation;
  readonly noise: RoundingNoise;
  readonly live: LiveUnits;
  /** A bound of the sums of absolute products that its preactivations are made of. */
  readonly magnitude: number;
}

/** A layer with what the bound keeps of it from step to step. */
export interface Level {
  readonly given: BoundedLayer;
  readonly graph: JointGraph;
  readonly steps: SlopeSteps;
  /** `[units]`: coefficients of the row on outputs, and on sums. */
  readonly onG: Float64Array;
  readonly onH: Float64Array;
  readonly onY: Float64Array;
  readonly onZ: Float64Array;
  /** `[units]`: where each unit's maximum is. */
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly g: Float64Array;
  readonly h: Float64Array;
  /** `[units]`: what the layers before make of the sums there. */
  readonly madeY: Float64Array;
  readonly madeZ: Float64Array;
}

/** Room for what the bound keeps of a layer. */
export function levelOf(given: BoundedLayer): Level {
  const { outputs } = given.layer;
  const room = (): Float64Array => new Float64Array(outputs);
  const pieces = { teacher: graphPieces(outputs), student: graphPieces(outputs) };
  return {
    given,
    graph: { before: given.before, ...pieces },
    steps: slopeSteps(outputs),
    ...{ onG: room(), onH: room(), onY: room(), onZ: room() },
    ...{ y: room(), z: room(), g: room(), h: room(), madeY: room(), madeZ: room() },
  };
}
