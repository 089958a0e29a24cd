export { ModelsError } from './models-error.ts';
