export { allocatorLaws } from './allocator-laws.ts';
export type { AllocatorLawOptions } from './allocator-laws.ts';
export { sensitivityLaws } from './sensitivity-laws.ts';
export type { SensitivityLawOptions } from './sensitivity-laws.ts';
