import { allocationCurve, type Allocation } from '@cfq/bit-allocation';
import type { Network } from '@cfq/network';
import { networkOfStudent, toNearest } from '@cfq/training';
import { trainCandidate } from '../candidates/train-candidate.ts';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { CompressionError } from '../compression-error.ts';
import { layerLosses } from './layer-losses.ts';
import type { SizePoint } from './size-point.ts';
import { thinPoints } from './thin-points.ts';
import { undominatedPoints } from './undominated-points.ts';

/** The trade-off between the size of a file and what its rounding costs. */
export interface SizeCurve {
  /** By ascending bytes, with strictly descending predicted loss. */
  readonly points: readonly SizePoint[];
  /** How many points there are where some were left out so that no more than asked for are trained. */
  readonly whole: number;
  /** What losses were measured by; null where the method has one width alone. */
  readonly sensitivity: string | null;
}

/** What {@link sizeCurve} may be told. */
export interface SizeCurveOptions {
  /** Most points; 2 or more. */
  readonly most: number;
  /** Bits that a weight may have, ascending. */
  readonly widths: readonly number[];
  /** Bytes of the file of a schedule, which for a quantizer's kind do not depend on what training makes of its numbers. */
  readonly bytesOf: (allocation: Allocation) => Promise<number>;
}

/**
 * Every schedule worth training, from the smallest file up: the exact trade-off between bits and measured loss (a
 * knapsack over all layers at once, not layer by layer), of which those are kept that no smaller file beats. A method of one width
 * has one.
 *
 * @throws AllocationError (of `@cfq/bit-allocation`); the signal's reason when aborted
 */
export async function sizeCurve(
  setting: CandidateSetting,
  { most, widths, bytesOf }: SizeCurveOptions,
): Promise<SizeCurve> {
  if (!Number.isInteger(most) || most < 2) {
    throw new CompressionError(
      `sizeCurve: a curve has two ends (expected a whole number of points from 2, got ${most}). Raise it.`,
    );
  }
  if (widths.some((bits) => !Number.isInteger(bits) || bits < 2 || bits > 8)) {
    throw new CompressionError(
      `sizeCurve: a weight has 2 to 8 bits (expected whole numbers, got ${widths.join(', ')}). Leave out the others.`,
    );
  }
  const { layers } = setting.teacher.model;
  const { fixedBits } = setting.method.bits;
  if (fixedBits !== undefined) {
    const allocation = layers.map(({ layer }) => ({ layer, bits: fixedBits }));
    const bytes = await bytesOf(allocation);
    const point = { allocation, averageBits: fixedBits, bytes, predictedLoss: null };
    return { points: [point], whole: 1, sensitivity: null };
  }
  const { loss, sensitivity } = await layerLosses(setting, widths);
  const found: (SizePoint & { readonly predictedLoss: number })[] = [];
  for (const point of allocationCurve({ layers, loss, candidates: widths })) {
    setting.signal?.throwIfAborted();
    const { allocation, averageBits } = point;
    found.push({ allocation, averageBits, bytes: await bytesOf(allocation), predictedLoss: point.loss });
  }
  const undominated = undominatedPoints(found);
  return {
    points: thinPoints(undominated, most),
    whole: undominated.length,
    sensitivity: sensitivity.name,
  };
}

/**
 * Bytes of the file of a schedule before anything is trained, which training does not change: it moves numbers, and files
 * hold all of a kind in the same room.
 */
export function bytesBeforeTraining(
  setting: CandidateSetting,
  bytesOf: (network: Network) => Promise<number>,
): (allocation: Allocation) => Promise<number> {
  const { method } = setting;
  const untrained: CandidateSetting = {
    ...setting,
    method: { ...method, training: { ...method.training, length: { steps: 0 } }, round: toNearest },
    steps: undefined,
  };
  return async (allocation) => bytesOf(networkOfStudent(await trainCandidate(untrained, { allocation })));
}
