export { ambiguity } from './ambiguity.ts';
export type { CompetingInput } from './competing-predictions.ts';
export { deltaValidity, type DeltaValidityInput } from './delta-validity.ts';
export { discrepancy } from './discrepancy.ts';
export { recourseAgreement, type RecourseAgreementInput } from './recourse-agreement.ts';
