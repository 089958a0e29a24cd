import { giveMeSomeCredit } from './give-me-some-credit.ts';
import { heloc } from './heloc.ts';
import { loans } from './loans.ts';
import type { LookAlike } from './look-alike.ts';
import { southGermanCredit } from './south-german-credit.ts';

/** Every table that can be written. */
export const lookAlikes: readonly LookAlike[] = [heloc, southGermanCredit, giveMeSomeCredit, loans];
