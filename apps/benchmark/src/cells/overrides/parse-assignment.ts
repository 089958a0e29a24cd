import { overrideName, type OverrideValue } from './override-name.ts';
import { splitAssignment } from './split-assignment.ts';

/**
 * Reads `name=value,value` of a part of a recipe ({@link splitAssignment}).
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError where there is no `=`, a value is missing, or the name is unknown
 */
export function parseAssignment(
  flag: string,
  text: string,
): { readonly name: string; readonly values: readonly OverrideValue[] } {
  const { name, values } = splitAssignment(flag, text, 'eta=0.5 or length.steps=2000');
  return { name: overrideName(`--${flag}`, name), values };
}
