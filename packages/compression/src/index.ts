export {
  allocateModel,
  type AllocateModelProblem,
  type AllocationPoint,
  type ChosenAllocation,
  type ModelAllocation,
} from './allocation/allocate-model.ts';
export { spendings, type Spending } from './allocation/spending.ts';
export { cardFormat, modelCardSchema, type ModelCard } from './card/model-card.ts';
export type { CertificateSummary } from './card/certificate-summary.ts';
export { renderCard } from './card/render-card.ts';
export type { CandidateSetting } from './candidates/candidate-setting.ts';
export { compressNetwork, scheduleText } from './compress-network.ts';
export { CompressionError } from './compression-error.ts';
export type { Aim, Compression, CompressionProblem, CompressionProgress } from './compression-problem.ts';
export type { SizePoint } from './curve/size-point.ts';
export type { ModelAim, ModelQuantization, QuantizedModel, QuantizeModelProblem } from './quantized-model.ts';
export { quantizeModel } from './quantize-model.ts';
export type { PeopleParts } from './rows/people-parts.ts';
export { splitPeople, type SplitPeopleProblem } from './rows/split-people.ts';
export type { Measured, MeasuredPoint } from './search/measured-point.ts';
export { searchRules, type SearchRule } from './search/search-smallest.ts';
export { folderCandidateStore, memoryCandidateStore, type CandidateStore } from './store/candidate-store.ts';
export type { Candidate, MeasuredNumbers } from './store/candidate.ts';
