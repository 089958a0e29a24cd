import { UsageError } from '../command-line/benchmark-error.ts';
import { parseList } from '../command-line/parse-list.ts';
import { assertKnown } from '../command-line/assert-known.ts';

/** What can be said of the training of a teacher, as it is typed, and the key of each in a file. */
const teacherWords: Readonly<Record<string, string>> = {
  epochs: 'epochs',
  decay: 'decay',
  'learning-rate': 'learningRate',
};

/**
 * Reads `epochs=100,decay=0.5,learning-rate=1e-3`, each at most once.
 *
 * @param flag the flag's name without dashes, for the error
 * @throws UsageError for a word that is none, an unknown or repeated name, or no number
 */
function readTeacher(flag: string, text: string): Record<string, number> {
  const options: Record<string, number> = {};
  for (const word of parseList(flag, text)) {
    const [name = '', value] = word.split(/=(.*)/s);
    if (value === undefined) {
      throw new UsageError(
        `--${flag}: must be name=number (expected e.g. epochs=100,decay=0.5, got "${word}"). Correct it.`,
      );
    }
    assertKnown(`--${flag}`, name, Object.keys(teacherWords));
    const key = teacherWords[name]!;
    if (key in options) throw new UsageError(`--${flag}: names ${name} twice. Keep one of the two.`);
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
