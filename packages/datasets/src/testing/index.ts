export { ConformanceError } from './conformance-error.ts';
export { datasetLaws } from './dataset-laws.ts';
export type { Law, LawOptions } from './law.ts';
