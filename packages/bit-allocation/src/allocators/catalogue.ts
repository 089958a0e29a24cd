export { greedy } from './greedy.ts';
export { gumbelSoftmaxPolicy } from './gumbel-softmax-policy.ts';
export { knapsack } from './knapsack.ts';
export { uniform } from './uniform.ts';
