export * as tf from '@tensorflow/tfjs-core';
export { jit } from '../jit.ts';
export { ndarray } from '../arrays/ndarray.ts';
