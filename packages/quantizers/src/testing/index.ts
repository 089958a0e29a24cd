export { lawCases } from './cases.ts';
export type { Case } from './cases.ts';
export { ConformanceError } from './law.ts';
export type { Law, LawOptions } from './law.ts';
export { quantizerLaws } from './laws.ts';
