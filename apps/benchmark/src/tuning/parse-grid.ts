import { UsageError } from '../command-line/benchmark-error.ts';
import type { Grid } from './grid.ts';
import { parseAssignment } from '../cells/parse-assignment.ts';

/**
 * Reads a grid as it stands behind `--grid`: one `name=value,value` a word, each name once.
 *
 * @throws UsageError for a word that is none, an unknown name, or a name twice, under whatever spelling
 */
export function parseGrid(words: readonly string[]): Grid {
  const axes = words.map((word) => parseAssignment('grid', word));
  const twice = axes.find(({ name }, place) => axes.findIndex((other) => other.name === name) < place);
  if (twice !== undefined) {
    throw new UsageError(`--grid: names ${twice.name} twice. Put its values in one list.`);
  }
  const lengths = axes.filter(({ name }) => name.startsWith('length.'));
  if (lengths.length > 1) {
    throw new UsageError('--grid: length is in passes or in steps (got both). Remove one of the two.');
  }
  return axes;
}
