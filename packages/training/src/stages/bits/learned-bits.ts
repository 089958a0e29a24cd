import type { AllocatorOf } from '@cfq/bit-allocation';
import { schemeOf } from '../../scheme/quantization-scheme.ts';
import { fit } from '../fit.ts';
import { startingParameters } from '../starting-parameters.ts';
import { nextMultiplier, policyAverageBits, policyProbabilities } from './policy.ts';
import type { BitStage } from './bit-stage.ts';

/** Native calls that search for bits. */
const searchCalls = 8;

/**
 * Trains weights and a policy of bits together, then hardens the policy within the budget by an allocator. The weight of a term
 * that looks at the bits is the multiplier of the budget, by dual ascent.
 */
export function learnedBits(allocator: AllocatorOf<'policy'>): BitStage {
  return {
    name: 'learned',
    description: allocator.description,
    options: { allocator: allocator.name },
    parts: { allocator },
    needsRecourse: false,
    calls: searchCalls,
    async choose(setting) {
      const { method, model, candidates, budgetBits } = setting;
      const { layers } = model;
      const scheme = schemeOf(method, { model, budgetBits }, null);
      const priced = method.terms.findIndex(({ term }) => term.kind === 'bits');
      const searched = await fit(setting, {
        ...{ scheme, start: await startingParameters(setting, scheme), phase: 'search' },
        calls: setting.calls.slice(0, searchCalls),
        onCall: ({ parameters, weights, policyGradient }) => {
          const logits = parameters.policy[0]!;
          const expected = policyAverageBits(layers, candidates, logits);
          return {
            record: {
              policy: policyProbabilities(logits),
              ...(policyGradient === undefined ? {} : { policyGradient }),
              ...(priced < 0 ? {} : { multiplier: weights[priced]! }),
            },
            weights: weights.map((weight, index) =>
              index === priced ? nextMultiplier(weight, expected, budgetBits) : weight,
            ),
          };
        },
      });
      const allocation = allocator.allocate({ layers, candidates, budgetBits, logits: searched.policy[0]! });
      return { allocation, searched };
    },
  };
}
