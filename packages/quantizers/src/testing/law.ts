import type { DeclarableLaw, Quantizer } from '../quantizer.ts';
import type { Case } from './cases.ts';

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

/** Which quantizer, on what: how a message of a law begins. */
export function where(quantizer: Quantizer, at: Case): string {
  return `${quantizer.name}, ${at.bits} bits, ${at.title}`;
}
