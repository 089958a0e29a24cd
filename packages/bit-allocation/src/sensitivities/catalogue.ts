export { counterfactualGradientSensitivity } from './counterfactual-gradient-sensitivity.ts';
export { counterfactualMarginSensitivity } from './counterfactual-margin-sensitivity.ts';
export { counterfactualSensitivity } from './counterfactual-sensitivity.ts';
export { lossSensitivity } from './loss-sensitivity.ts';
