import type { Law } from './law.ts';

/** A law that a part breaks, and what was thrown. */
export interface BrokenLaw {
  readonly name: string;
  readonly error: unknown;
}

/** Checks laws one after the other and stops at the first that is broken; null where all hold. */
export async function firstBrokenLaw(laws: Iterable<Law>): Promise<BrokenLaw | null> {
  for (const law of laws) {
    try {
      await law.check();
    } catch (error) {
      return { name: law.name, error };
    }
  }
  return null;
}
