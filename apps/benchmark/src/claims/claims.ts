import { cfqImproves } from './cfq-improves.ts';
import type { Claim } from './claim.ts';
import { equalAccuracy } from './equal-accuracy.ts';
import { guidedBits } from './guided-bits.ts';
import { overhead } from './overhead.ts';

/** The claims of the paper, in its order. */
export const claims: readonly Claim[] = [equalAccuracy, cfqImproves, guidedBits, overhead];
