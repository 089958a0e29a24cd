export { lawCases } from './cases.ts';
export type { Case } from './cases.ts';
export { ConformanceError } from './conformance-error.ts';
export type { LawOptions } from './law-options.ts';
export type { Law } from './law.ts';
export { quantizerLaws } from './quantizer-laws.ts';
