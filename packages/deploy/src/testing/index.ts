export { compareWholeNumbers } from './compare-whole-numbers.ts';
export type { CompareWholeNumbersOptions, WholeNumberComparison } from './compare-whole-numbers.ts';
export { packingLaws } from './packing-laws.ts';
export type { PackingLawOptions } from './packing-laws.ts';
