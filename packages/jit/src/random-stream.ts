import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

import { JitError } from './errors/jit-error.ts';
import { ndarray, type NDArray } from './arrays/ndarray.ts';
import { randomOrder } from './arrays/random-order.ts';

/**
 * A seeded source of random arrays. Each draw advances the stream; the same seed and path give the same
 * values, in the same order of calls, on every machine.
 */
export interface RandomStream {
  /** Float32 values uniform on [0, 1). */
  uniform(shape: readonly number[]): NDArray;
  /** Float32 standard normal values (mean 0, variance 1). */
  normal(shape: readonly number[]): NDArray;
  /** Float32 standard Gumbel values, `-ln(-ln u)` with u uniform on (0, 1). */
  gumbel(shape: readonly number[]): NDArray;
  /** A uniformly random order of 0 … n − 1, as an int32 array of shape [n]. */
  permutation(n: number): NDArray;
  /** An integer uniform on 0 … maxExclusive − 1; `maxExclusive` from 1 to 2^31. */
  integer(maxExclusive: number): number;
  /** A stream for the path below this one. It does not depend on how much was drawn from this stream. */
  split(...path: (string | number)[]): RandomStream;
}

/**
 * 32-bit FNV-1a over the key's UTF-16 units, then the finalizer of MurmurHash3 (both public domain). It
 * spreads paths over streams and says nothing about equality of content.
 */
function hash32(key: string, salt: number): number {
  let h = (0x811c9dc5 ^ salt) | 0;
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function assertCount(name: string, value: number, minimum: number): void {
  if (!Number.isInteger(value) || value < minimum || value > 2 ** 31) {
    throw new JitError(
      `randomStream.${name}: the size is an integer from ${minimum} to 2^31 (got ${value}). Pass such a number.`,
    );
  }
}

/**
 * Opens the random stream of a seed and a path.
 *
 * Randomness is always an input of a traced function: draw here, outside, and pass the arrays in. Streams
 * with different paths are independent for all practical purposes (128 bits of state hashed from seed and
 * path, generator xoroshiro128+ of pure-rand).
 *
 * @param seed Any finite number.
 * @param path Names and numbers that tell streams of one seed apart, for instance `'shuffle', epoch`.
 * @throws JitError when the seed is not finite.
 */
export function randomStream(seed: number, ...path: (string | number)[]): RandomStream {
  if (!Number.isFinite(seed)) {
    throw new JitError(`randomStream: the seed is a finite number (got ${seed}). Pass an integer.`);
  }
  const key = JSON.stringify([seed, ...path]);
  const words = [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834].map((salt) => hash32(key, salt));
  const generator = xoroshiro128plusFromState(words.every((word) => word === 0) ? [1, 2, 3, 4] : words);

  /** Uniform on the open interval: a zero would give infinite logarithms. */
  const open = (): number => {
    for (;;) {
      const u = uniformFloat64(generator);
      if (u > 0) return u;
    }
  };
  const fill = (shape: readonly number[], draw: () => number): NDArray => {
    const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    for (let i = 0; i < data.length; i++) data[i] = draw();
    return ndarray(data, shape);
  };
  /** The largest float32 below 1: rounding to float32 must not reach 1. */
  const below1 = 1 - 2 ** -24;

  return {
    uniform: (shape) => fill(shape, () => Math.min(uniformFloat64(generator), below1)),
    normal: (shape) => {
      let spare: number | null = null;
      return fill(shape, () => {
        if (spare !== null) {
          const value = spare;
          spare = null;
          return value;
        }
        const radius = Math.sqrt(-2 * Math.log(open()));
        const angle = 2 * Math.PI * uniformFloat64(generator);
        spare = radius * Math.sin(angle);
        return radius * Math.cos(angle);
      });
    },
    gumbel: (shape) => fill(shape, () => -Math.log(-Math.log(open()))),
    permutation: (n) => {
      assertCount('permutation', n, 0);
      return ndarray(
        randomOrder(() => generator.next(), n),
        [n],
      );
    },
    integer: (maxExclusive) => {
      assertCount('integer', maxExclusive, 1);
      return uniformInt(generator, 0, maxExclusive - 1);
    },
    split: (...more) => randomStream(seed, ...path, ...more),
  };
}
