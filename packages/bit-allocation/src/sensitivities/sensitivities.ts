import { AllocationError } from '../allocation-error.ts';
import { counterfactualSensitivity } from './counterfactual-sensitivity.ts';
import { gradientSensitivity } from './gradient-sensitivity.ts';
import { lossSensitivity } from './loss-sensitivity.ts';

/** Names of the sensitivities in the registry. */
export type SensitivityName = 'counterfactual' | 'counterfactual-gradient' | 'loss';

/** Every sensitivity, by name. An entry that is missing or under a wrong name is a type error. */
export const sensitivities = {
  counterfactual: {
    name: 'counterfactual',
    description: 'measured rise of the target-class loss at recourse points',
    measure: counterfactualSensitivity,
  },
  'counterfactual-gradient': {
    name: 'counterfactual-gradient',
    description: 'rise of the target-class loss at recourse points as its gradient predicts it',
    measure: gradientSensitivity,
  },
  loss: {
    name: 'loss',
    description: 'measured rise of the task loss on labelled rows',
    measure: lossSensitivity,
  },
} as const satisfies {
  readonly [Name in SensitivityName]: {
    readonly name: Name;
    readonly description: string;
    readonly measure: unknown;
  };
};

/**
 * The registry key that a name stands for.
 *
 * @throws AllocationError for an unknown name, listing the known ones.
 */
export function sensitivityName(name: string): SensitivityName {
  const found = Object.values(sensitivities).find((entry) => entry.name === name);
  if (found !== undefined) return found.name;
  throw new AllocationError(
    `sensitivityName: unknown sensitivity "${name}" (expected one of ${Object.keys(sensitivities).join(', ')}).`,
  );
}
