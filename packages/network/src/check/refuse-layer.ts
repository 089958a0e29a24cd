import { NetworkError } from '../network-error.ts';

/** A broken rule of one layer. */
interface BrokenRule {
  /** What must hold. */
  readonly rule: string;
  readonly expected: string;
  readonly got: string;
  readonly remedy: string;
}

/** Throws for a layer. */
export type Refuse = (broken: BrokenRule) => never;

/** A function that refuses a layer in the name of the function that was called. */
export function refuseLayer(caller: string, name: string): Refuse {
  return ({ rule, expected, got, remedy }) => {
    throw new NetworkError(
      `${caller}: layer "${name}": ${rule} (expected ${expected}, got ${got}). ${remedy}`,
    );
  };
}
