import { checkValue, type Rule } from '../internals/check.ts';

export interface ResamplingOptions {
  /** Any whole number; the same seed and rows give the same resamples. Default 0. */
  readonly seed?: number | undefined;
  /** How many resamples. Default 1000; 0 leaves intervals undefined. */
  readonly resamples?: number | undefined;
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly confidence?: number | undefined;
}

const size: Rule = {
  holds: (value) => value >= 0 && Number.isInteger(value),
  expected: 'a whole number ≥ 0',
  remedy: 'Give how many resamples to draw, such as 1000.',
};
const share: Rule = {
  holds: (value) => value > 0 && value < 1,
  expected: 'between 0 and 1',
  remedy: 'Give the coverage as a share, such as 0.95.',
};
const wholeNumber: Rule = {
  holds: Number.isInteger,
  expected: 'an integer',
  remedy: 'Give a whole number.',
};

/** Fills in the defaults and checks the options. */
export function resamplingOptions(
  origin: string,
  options: ResamplingOptions,
): { readonly seed: number; readonly resamples: number; readonly confidence: number } {
  return {
    seed: checkValue(origin, 'seed', options.seed ?? 0, wholeNumber),
    resamples: checkValue(origin, 'resamples', options.resamples ?? 1000, size),
    confidence: checkValue(origin, 'confidence', options.confidence ?? 0.95, share),
  };
}

/** The state of a random stream: one private instance for each call, never shared. */
export type RandomState = Int32Array;

/** A stream for a whole-number seed. */
export function randomState(seed: number): RandomState {
  const state = Int32Array.of(seed, seed / 2 ** 32, 0x2545f491, 1);
  drawRows(state, new Int32Array(16));
  return state;
}

/**
 * Fills `drawn` with numbers below its length, uniformly with replacement, by the sfc32 generator of
 * C. Doty-Humphrey (PractRand), 128 bits of state. Advances the state.
 */
export function drawRows(state: RandomState, drawn: Int32Array): Int32Array {
  let [a = 0, b = 0, c = 0, counter = 0] = state;
  const scale = drawn.length / 2 ** 32;
  for (let index = 0; index < drawn.length; index += 1) {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    drawn[index] = (sum >>> 0) * scale;
  }
  state.set([a, b, c, counter]);
  return drawn;
}
