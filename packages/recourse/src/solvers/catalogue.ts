export { blackBox } from './black-box.ts';
export { linear } from './linear.ts';
export { pgd } from './pgd.ts';
export { slp } from './slp.ts';
