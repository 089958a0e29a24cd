export { recourseDecay, type RecourseDecay, type RecourseDecayInput } from './recourse-decay.ts';
