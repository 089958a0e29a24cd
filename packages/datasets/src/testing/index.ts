export { datasetLaws } from './dataset-laws.ts';
export type { LawOptions } from './law.ts';
