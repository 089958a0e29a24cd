import type { LeafRule } from '../optimizer/leaf-rule.ts';
import type { QuantizationScheme, Trainable } from './quantization-scheme.ts';
import type { StudentParameters } from './student-parameters.ts';

/** Factor on the learning rate of the policy's logits, which must travel by whole units; and of what a quantizer has for each element. */
const policyRate = 20;

/** Factor on the learning rate of roundings, which must travel by whole units too. */
const roundingRate = 100;

const frozen: LeafRule = { rate: 0, decays: false };

/** How weights and biases train, by what a method moves. Only weights that train decay. */
const dense: {
  readonly [What in Trainable]: { readonly weight: LeafRule; readonly bias: LeafRule };
} = {
  everything: { weight: { rate: 1, decays: true }, bias: { rate: 1, decays: false } },
  quantizers: { weight: frozen, bias: frozen },
  'quantizers-and-biases': { weight: frozen, bias: { rate: 1, decays: false } },
};

/** How each of a student's leaves trains under a scheme. */
export function leafRules<Leaf>(
  { weights, trainable, quantizerLrScale }: QuantizationScheme,
  parameters: StudentParameters<Leaf>,
): ReadonlyMap<Leaf, LeafRule> {
  const rules = new Map<Leaf, LeafRule>();
  const all = (leaves: Iterable<Leaf>, rule: LeafRule): void => {
    for (const leaf of leaves) rules.set(leaf, rule);
  };
  const quantizer: LeafRule = { rate: quantizerLrScale, decays: false };
  for (const { weight, bias } of Object.values(parameters.dense)) {
    rules.set(weight, dense[trainable].weight).set(bias, dense[trainable].bias);
  }
  for (const learned of Object.values(parameters.weights).flatMap((layer) => Object.values(layer))) {
    if (weights.rounding === 'nearest') {
      for (const [name, leaf] of Object.entries(learned)) {
        const isElementwise = weights.quantizer.elementwise?.includes(name) ?? false;
        rules.set(leaf, isElementwise ? { rate: policyRate, decays: false } : quantizer);
      }
      continue;
    }
    // Codes are neighbours of `w / s` for as long as the grid stays.
    all(Object.values(learned), frozen);
    all(roundingsOf(learned), { rate: roundingRate, decays: false });
  }
  for (const learned of Object.values(parameters.activations)) all(Object.values(learned), quantizer);
  all(parameters.policy, { rate: policyRate, decays: false, recordGradNorm: true });
  return rules;
}

/** The roundings beside a layer's grid. */
function roundingsOf<Leaf>({ rounding }: { readonly [name: string]: Leaf }): Leaf[] {
  return rounding === undefined ? [] : [rounding];
}
