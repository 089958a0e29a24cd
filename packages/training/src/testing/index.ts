export { methodLaws } from './method-laws.ts';
export type { MethodLawOptions } from './method-laws.ts';
export { samplerLaws } from './sampler-laws.ts';
export { termLaws } from './term-laws.ts';
export type { TermLawOptions } from './term-laws.ts';
