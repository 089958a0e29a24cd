import { gridOf, type Grid } from './grid.ts';
import { parseAssignment } from './parse-assignment.ts';

/**
 * Reads a grid as it stands behind `--grid` or `--override`: one `name=value,value` a word, each name once.
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError for a word that is none, an unknown name, or a name twice, under whatever spelling
 */
export function parseGrid(flag: string, words: readonly string[]): Grid {
  return gridOf(
    `--${flag}`,
    words.map((word) => parseAssignment(flag, word)),
  );
}
