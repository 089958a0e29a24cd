export { dorefa } from './dorefa.ts';
export { lsq } from './lsq.ts';
export { lsqActivation } from './lsq-activation.ts';
export { pact } from './pact.ts';
export { uniformAffine } from './uniform-affine.ts';
export { uniformSymmetric } from './uniform-symmetric.ts';
export { ternary } from './ternary.ts';
export { binary } from './binary.ts';
