import { AllocationError } from '../allocation-error.ts';
import { counterfactualGradientSensitivity } from './counterfactual-gradient-sensitivity.ts';
import { counterfactualMarginSensitivity } from './counterfactual-margin-sensitivity.ts';
import { counterfactualSensitivity } from './counterfactual-sensitivity.ts';
import { lossSensitivity } from './loss-sensitivity.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Names of the sensitivities in the registry. */
export type SensitivityName = 'counterfactual' | 'counterfactual-margin' | 'counterfactual-gradient' | 'loss';

/** Every sensitivity, by name. An entry that is missing or under a wrong name is a type error. */
export const sensitivities = {
  counterfactual: counterfactualSensitivity,
  'counterfactual-margin': counterfactualMarginSensitivity,
  'counterfactual-gradient': counterfactualGradientSensitivity,
  loss: lossSensitivity,
} as const satisfies { readonly [Name in SensitivityName]: Sensitivity & { readonly name: Name } };

/**
 * The sensitivity of a name.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function sensitivity(name: string): Sensitivity {
  const found = Object.values<Sensitivity>(sensitivities).find((entry) => entry.name === name);
  if (found !== undefined) return found;
  throw new AllocationError(
    `sensitivity: unknown sensitivity "${name}" (expected one of ${Object.keys(sensitivities).join(', ')}). Correct the name.`,
  );
}
