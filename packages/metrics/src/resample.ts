import { checkScalar } from './check-scalar.ts';
import type { ColumnRule } from './column.ts';

export interface ResamplingOptions {
  /** Any whole number; the same seed and rows give the same resamples. Default 0. */
  readonly seed?: number;
  /** How many resamples. Default 1000; 0 leaves intervals undefined. */
  readonly resamples?: number;
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly confidence?: number;
}

const whole: ColumnRule = { rule: 'a whole number', holds: Number.isSafeInteger };
const size: ColumnRule = {
  rule: 'a whole number ≥ 0',
  holds: (value) => Number.isSafeInteger(value) && value >= 0,
};
const share: ColumnRule = { rule: 'between 0 and 1', holds: (value) => value > 0 && value < 1 };

/** Fills in the defaults and checks the options. */
export function resamplingOptions(origin: string, options: ResamplingOptions): Required<ResamplingOptions> {
  return {
    seed: checkScalar(origin, 'seed', options.seed ?? 0, whole),
    resamples: checkScalar(origin, 'resamples', options.resamples ?? 1000, size),
    confidence: checkScalar(origin, 'confidence', options.confidence ?? 0.95, share),
  };
}

/**
 * A seeded stream of uniform whole numbers in `0 … 2³² − 1`: the sfc32 generator of C. Doty-Humphrey
 * (PractRand), 128 bits of state. One private instance for each call, never shared.
 */
export function randomIntegers(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x2545f491;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 16; round += 1) next();
  return next;
}

/** Overwrites `weights` with how often each row is drawn in `rows` draws with replacement. */
export function drawResample(next: () => number, weights: Int32Array): void {
  weights.fill(0);
  const scale = weights.length / 2 ** 32;
  for (let draw = 0; draw < weights.length; draw += 1) weights[(next() * scale) | 0]! += 1;
}
