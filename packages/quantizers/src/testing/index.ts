export { lawCases } from './cases.ts';
export type { Case } from './cases.ts';
export { ConformanceError } from './conformance-error.ts';
export type { Law, LawOptions } from './law.ts';
export { quantizerLaws } from './quantizer-laws.ts';
