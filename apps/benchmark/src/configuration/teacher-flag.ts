import { UsageError } from '../command-line/benchmark-error.ts';
import { parseList } from '../command-line/parse-list.ts';
import { teacherWords } from '../cells/models/model-words.ts';
import { assertKnown } from '../command-line/assert-known.ts';

/** The key of each option of a teacher's training, by how it is typed. */
const keys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(teacherWords).map(([key, word]) => [word, key]),
);
/** The one that is a word and no number. */
const word = 'keep';

/**
 * Reads `epochs=100,decay=0.5,keep=accuracy`, each at most once.
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError for an assignment that is none, an unknown or repeated name, or no number
 */
function readTeacher(flag: string, text: string): Record<string, number | string> {
  const options: Record<string, number | string> = {};
  for (const assignment of parseList(flag, text)) {
    const [name = '', value] = assignment.split(/=(.*)/s);
    if (value === undefined) {
      throw new UsageError(
        `--${flag}: must be name=number (expected e.g. epochs=100,decay=0.5, got "${assignment}"). Correct it.`,
      );
    }
    assertKnown(`--${flag}`, name, Object.keys(keys));
    const key = keys[name]!;
    if (key in options) throw new UsageError(`--${flag}: names ${name} twice. Keep one of the two.`);
    if (name === word) {
      options[key] = value.trim();
      continue;
    }
    const number = value.trim() === '' ? NaN : Number(value);
    if (!Number.isFinite(number)) {
      throw new UsageError(`--${flag}: ${name} must be a number (expected e.g. ${name}=1, got "${value}").`);
    }
    options[key] = number;
  }
  return options;
}

/** How a teacher is trained, behind a flag. */
export const teacherFlag = (flag: string) => ({ flag, read: readTeacher });
