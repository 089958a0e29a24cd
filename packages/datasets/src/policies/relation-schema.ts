import { z } from 'zod';

/** What two features have to do with each other in one action, as people write it. Built on demand. */
export function relationSchema() {
  const name = z.string().min(1);
  return z.discriminatedUnion('kind', [
    /** `feature` may rise only where `with` rises too. */
    z.strictObject({ kind: z.literal('rises-only-with'), feature: name, with: name }),
    /** Raw `lower` ≤ raw `upper` after the action, for people for whom it holds before. */
    z.strictObject({ kind: z.literal('at-most'), lower: name, upper: name }),
  ]);
}
