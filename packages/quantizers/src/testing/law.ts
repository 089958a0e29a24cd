import type { DeclarableLaw, Quantizer } from '../quantizer.ts';
import type { Case } from './cases.ts';
import { ConformanceError } from './conformance-error.ts';

/** One thing that a quantizer must do, ready to be checked under any test framework or none. */
export interface Law {
  /** Fit for a test title. */
  readonly name: string;
  /**
   * Resolves when the quantizer obeys.
   *
   * @throws ConformanceError when it does not, saying with what numbers.
   */
  check(): Promise<void>;
}

/** A law before it is held against a quantizer. */
export interface QuantizerLaw {
  readonly name: string;
  /** Holds it against the quantizer on one tensor. */
  readonly check: (quantizer: Quantizer, at: Case) => Promise<void> | void;
}

/** A law that a quantizer may declare away. */
export interface ConditionalLaw extends QuantizerLaw {
  readonly name: DeclarableLaw;
}

/** Fails a law unless a condition holds. */
export function expectLaw(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}

/** Which quantizer, on what: how a message of a law begins. */
export function where(quantizer: Quantizer, at: Case): string {
  return `${quantizer.name}, ${at.bits} bits, ${at.title}`;
}
