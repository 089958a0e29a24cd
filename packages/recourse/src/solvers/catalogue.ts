export { blackBox } from './black-box.ts';
export { linear } from './linear.ts';
export { pgd } from './pgd.ts';
export { slp } from './slp.ts';
export { robustSet } from '../methods/robust-set/robust-set.ts';
