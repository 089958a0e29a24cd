export { counterfactualGradientSensitivity } from './counterfactual-gradient-sensitivity.ts';
export { counterfactualMarginSensitivity } from './counterfactual-margin-sensitivity.ts';
export { counterfactualSensitivity } from './counterfactual-sensitivity.ts';
export { fisherSensitivity } from './fisher.ts';
export { hawqSensitivity } from './hawq.ts';
export { hawqV2Sensitivity } from './hawq-v2.ts';
export { lossSensitivity } from './loss-sensitivity.ts';
export { outputNoiseSensitivity } from './output-noise.ts';
