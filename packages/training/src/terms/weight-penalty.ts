import { defineTerm } from './define-term.ts';

/**
 * What the publication of the weight quantizer adds to the loss for the sake of its parameters, over all layers and for each
 * weight, so that one weight of the term serves models of every size: for HGQ the mean number of bits that weights have
 * left, to which bit operations are proportional where inputs have one width. A method with it needs a weight quantizer that
 * has a `penalty`.
 */
export const weightPenalty = defineTerm({
  kind: 'penalty',
  of: 'weights',
  name: 'weight-penalty',
  description: 'what the weight quantizer adds to the loss for its own parameters, for each weight',
  source: 'Sun et al. 2024, HGQ',
  value: (penalty) => penalty,
});
