import { sizeOf } from '@cfq/jit';
import type { QuantizedTensor } from '../quantized-tensor.ts';
import type { Quantizer } from '../quantizer.ts';

/** Thrown when a quantizer breaks a law; the message says which, with what numbers. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** What a law may vary. */
export interface LawOptions {
  /** Bit-widths to check; default 2 to 8. */
  readonly bits?: readonly number[];
  /** Seed of the random tensors; default 0. */
  readonly seed?: number;
}

/** One thing that every quantizer must do, independent of any test framework. */
export interface Law {
  /** A sentence fit for a test title. */
  readonly name: string;
  /**
   * Resolves when the quantizer obeys.
   *
   * @throws ConformanceError when it does not.
   */
  check(quantizer: Quantizer, options?: LawOptions): Promise<void>;
}

/** Fails a law unless a condition holds. */
export function expectLaw(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}

/** The distinct codes of each channel. */
export function levelsByChannel({ codes, shape, axis, scale }: QuantizedTensor): Set<number>[] {
  const inner = axis === null ? codes.length : sizeOf(shape.slice(axis + 1));
  const levels = Array.from(scale, () => new Set<number>());
  codes.forEach((code, index) => levels[Math.floor(index / inner) % scale.length]!.add(code));
  return levels;
}
