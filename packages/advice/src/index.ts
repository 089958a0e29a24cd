export { AdviceError } from './advice-error.ts';
