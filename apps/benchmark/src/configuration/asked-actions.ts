import { decodeText, parseActionPolicy } from '@cfq/datasets';
import { actionsSchema, type ActionsSetting } from '../cells/actions/actions-setting.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from './read-given-file.ts';

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
export function askedActions(asked: readonly string[], nameOf: (key: 'actions') => string): ActionsSetting[] {
  return asked.map((one) => (isPolicyFile(one) ? policyOfFile(one, nameOf('actions')) : one));
}

/** {@link askedActions} of one policy, or of none. */
export function askedPolicy(
  asked: string | undefined,
  nameOf: (key: 'actions') => string,
): ActionsSetting | undefined {
  return asked === undefined ? undefined : askedActions([asked], nameOf)[0];
}

function policyOfFile(file: string, name: string): ActionsSetting {
  let bytes: Uint8Array;
  try {
    bytes = readGivenFile(file);
  } catch (error) {
    throw new UsageError(`${name}: cannot read "${file}" (${oneLine(error)}). Correct the path.`);
  }
  try {
    const text = decodeText(bytes, { caller: 'parseActionPolicy', file });
    // As the cell keeps it: plain data, what is undefined left out.
    return actionsSchema.parse(JSON.parse(JSON.stringify(parseActionPolicy(text, file))));
  } catch (error) {
    throw new UsageError(`${name}: ${oneLine(error)}`, { cause: error });
  }
}
