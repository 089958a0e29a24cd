import type { RecipeOverrides } from '@cfq/training';
import { UsageError } from '../command-line/benchmark-error.ts';
import { withOverride } from './override-name.ts';
import { parseAssignment } from './parse-assignment.ts';

/**
 * Reads `name=value` words as they stand behind `--override`: `eta=0.5`, `length.steps=2000`.
 *
 * @throws UsageError for a word that is none, an unknown name, a name twice or a list of values
 */
export function parseOverrides(flag: string, words: readonly string[]): RecipeOverrides {
  const seen = new Set<string>();
  return words.reduce<RecipeOverrides>((overrides, word) => {
    const { name, values } = parseAssignment(flag, word);
    const [value, ...others] = values;
    if (value === undefined || others.length > 0) {
      throw new UsageError(`--${flag}: takes one value (expected e.g. eta=0.5, got "${word}").`);
    }
    if (seen.has(name)) throw new UsageError(`--${flag}: sets ${name} once (got it twice). Remove one.`);
    seen.add(name);
    return withOverride(overrides, name, value);
  }, {});
}
