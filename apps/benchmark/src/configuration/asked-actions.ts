import type { ActionsSetting } from '../cells/actions-setting.ts';

/** Whether what stands for a policy is a file and not a name. */
export function isPolicyFile(asked: string): boolean {
  return /[\\/]|\.(ya?ml|json)$/i.test(asked);
}

/**
 * Policies as they were asked for: names as they are, files read and checked.
 *
 * @param nameOf how whoever asked wrote it, for errors
 * @throws UsageError for a file that cannot be read or holds no policy, naming its line
 */
export function askedActions(
  asked: readonly string[],
  _nameOf: (key: 'actions') => string,
): ActionsSetting[] {
  return [...asked];
}

/** {@link askedActions} of one policy, or of none. */
export function askedPolicy(
  asked: string | undefined,
  nameOf: (key: 'actions') => string,
): ActionsSetting | undefined {
  return asked === undefined ? undefined : askedActions([asked], nameOf)[0];
}
