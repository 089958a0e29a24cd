import { defineTerm } from './define-term.ts';

/**
 * What the publication of the activation quantizer adds to the loss for the sake of its parameters, over all hidden layers: for
 * PACT `Σ_l α_l²`, which brings clips down until what they cut off is worth it. A method with it needs an activation
 * quantizer that has a `penalty`.
 */
export const activationPenalty = defineTerm({
  kind: 'penalty',
  name: 'activation-penalty',
  description: 'what the activation quantizer adds to the loss for its own parameters',
  source: 'Choi et al. 2018, PACT',
  value: (penalty) => penalty,
});
