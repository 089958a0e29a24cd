export { greedy } from './greedy.ts';
export { gumbelSoftmaxPolicy } from './gumbel-softmax-policy.ts';
export { haq } from './haq.ts';
export { knapsack } from './knapsack.ts';
export { uniform } from './uniform.ts';
export { worstGroup } from './worst-group.ts';
