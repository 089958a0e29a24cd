import { z } from 'zod';
import type { OverrideValue } from '../cells/overrides/override-name.ts';
import { splitAssignment } from '../cells/overrides/split-assignment.ts';
import { UsageError } from '../command-line/benchmark-error.ts';

/** Options of a solver by name; which there are is for the solver to say. */
export const solverOptionsSchema = z.record(
  z.string(),
  z.union([z.number(), z.string(), z.boolean()], 'must be a number, a word or true or false'),
);

/** Words `name=value` behind a flag, each name once. */
export const solverOptionsFlag = (flag: string) => ({ flag, read: readOptions });

function readOptions(flag: string, words: readonly string[]): Record<string, OverrideValue> {
  const options: Record<string, OverrideValue> = {};
  for (const word of words) {
    const { name, values } = splitAssignment(flag, word, 'preset=fast');
    const [value] = values;
    if (value === undefined || values.length > 1) {
      throw new UsageError(`--${flag}: takes one value a name (expected e.g. preset=fast, got "${word}").`);
    }
    if (name in options) throw new UsageError(`--${flag}: names ${name} twice. Keep one of the two.`);
    options[name] = value;
  }
  return options;
}
