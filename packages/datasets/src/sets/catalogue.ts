export { adult } from './adult/adult.ts';
export { bank } from './bank/bank.ts';
export { compas } from './compas/compas.ts';
export { creditDefault } from './credit-default/credit-default.ts';
export { german } from './german/german.ts';
export { syntheticCurved } from './synthetic/synthetic-sets.ts';
export { syntheticLinear } from './synthetic/synthetic-sets.ts';
