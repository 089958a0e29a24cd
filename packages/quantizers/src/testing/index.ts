export { lawCases } from './cases.ts';
export type { Case } from './cases.ts';
export type { LawOptions } from './law-options.ts';
export { quantizerLaws } from './quantizer-laws.ts';
