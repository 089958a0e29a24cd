import { checkDocument } from '../yaml/check-document.ts';
import type { ActionPolicy } from './action-policy.ts';
import { rememberPlaces } from './policy-places.ts';
import { policySchema } from './policy-schema.ts';

/**
 * Reads an action policy, YAML or JSON. Strict: an unknown key is an error. Whether its features and categories exist is
 * for `checkPolicy` to say.
 *
 * @param file Name of the text's file, for error messages.
 * @throws DatasetError naming every key that is unknown, absent or wrong, with its line.
 */
export function parseActionPolicy(text: string, file: string = 'policy'): ActionPolicy {
  const { value, place } = checkDocument(policySchema(), text, {
    caller: 'parseActionPolicy',
    file,
    noun: 'policy',
  });
  // The keys that are absent in the text are absent in the value, not undefined.
  const policy = { ...value, description: value.description ?? value.name } as ActionPolicy;
  rememberPlaces(policy, place);
  return policy;
}
