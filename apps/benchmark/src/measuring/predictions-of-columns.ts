import { UsageError } from '../command-line/benchmark-error.ts';
import type { TextColumns } from './columns-of-text.ts';
import type { Predictions } from './predictions.ts';

/** The columns that are read, and what is in them. */
const predictionColumns = {
  label: 'class that turned out to be right',
  teacher_prediction: 'class by the model that made the promises',
  student_prediction: 'class by the model that decides now',
  teacher_valid: '1 where the first model has an action for a person it denies, 0 where not',
  student_prediction_at_teacher_recourse: 'class by the second model once that action has been taken',
  teacher_cost: 'cost of that action',
  student_valid: '1 where the second model has an action for that person, 0 where not',
  student_cost: 'cost of that one',
} as const;

type ColumnName = keyof typeof predictionColumns;

/** How the columns are to be read. */
export interface PredictionOptions {
  /** The favourable class as it is written. */
  readonly favourable: string;
  /** Columns that name groups. */
  readonly by: readonly string[];
}

/**
 * Predictions of a table that has one row a person. Columns about recourse are empty for people whom the teacher approves;
 * instead, all of them may have one entry for each person denied, in the order of the people, as the API takes them.
 *
 * @returns the predictions, and the names of columns that nothing asked for
 * @throws UsageError naming column and row
 */
export function predictionsOfColumns(
  name: string,
  columns: TextColumns,
  { favourable, by }: PredictionOptions,
): { readonly predictions: Predictions; readonly unread: readonly string[] } {
  const fail = (column: string, row: number, expected: string, got: string): never => {
    throw new UsageError(
      `measure: ${name}: column "${column}": row ${row + 1} is "${got}" (expected ${expected}). Correct it.`,
    );
  };
  const needed = (column: string): readonly string[] => {
    const found = columns.get(column);
    if (found !== undefined) return found;
    throw new UsageError(
      `measure: ${name} has a column "${column}" (got ${[...columns.keys()].join(', ')}). Add it, or rename one.`,
    );
  };
  const labels = needed('label');
  const people = labels.length;
  const sized = (column: string, size = people): readonly string[] => {
    const found = needed(column);
    if (found.length === size) return found;
    throw new UsageError(
      `measure: ${name}: column "${column}" has ${found.length} entries (expected ${size}). Write one for each person.`,
    );
  };
  const classesOf = (column: ColumnName): Int32Array =>
    Int32Array.from(sized(column), (text, row) =>
      text === '' ? fail(column, row, 'a class', text) : Number(text === favourable),
    );
  const teacherPrediction = classesOf('teacher_prediction');
  const population = Int32Array.from(teacherPrediction.keys()).filter((row) => teacherPrediction[row] !== 1);
  if (![...labels, ...sized('teacher_prediction'), ...sized('student_prediction')].includes(favourable)) {
    throw new UsageError(
      `--favourable: is a class of ${name} (expected one of ${[...new Set(labels)].slice(0, 8).join(', ')}, got "${favourable}"). Name the class that people want.`,
    );
  }
  const listed = columns.get('population');
  if (listed !== undefined && listed.join() !== population.join()) {
    throw new UsageError(
      `measure: ${name}: column "population" has every person whom the teacher denies, counted from 0 (expected ${population.length} of them). List all, ascending.`,
    );
  }

  /** Entries of the denied, with the row each stands in. */
  const ofDenied = (column: ColumnName): readonly (readonly [text: string, row: number])[] => {
    const found = needed(column);
    if (found.length === population.length && found.length !== people) {
      return found.map((text, at) => [text, at]);
    }
    sized(column);
    const spare = found.findIndex((text, row) => teacherPrediction[row] === 1 && text !== '');
    if (spare >= 0) fail(column, spare, 'nothing, since the teacher approves this person', found[spare]!);
    return Array.from(population, (row) => [found[row]!, row]);
  };
  const flagsOf = (column: ColumnName): Uint8Array =>
    Uint8Array.from(ofDenied(column), ([text, row]) =>
      /^(0|1)(\.0*)?$/.test(text) ? Number(text) : fail(column, row, '0 or 1', text),
    );
  const where = <Value>(
    column: ColumnName,
    valid: Uint8Array,
    read: (text: string) => Value | undefined,
    other: Value,
    expected: string,
  ): Value[] =>
    ofDenied(column).map(([text, row], at) =>
      valid[at] !== 1 ? other : (read(text) ?? fail(column, row, expected, text)),
    );
  const costsOf = (column: ColumnName, valid: Uint8Array): Float64Array =>
    Float64Array.from(
      where(
        column,
        valid,
        (text) =>
          text !== '' && Number(text) >= 0 && Number.isFinite(Number(text)) ? Number(text) : undefined,
        NaN,
        'a cost from 0, since there is an action',
      ),
    );

  const has = (column: ColumnName): boolean => columns.has(column);
  const teacherValid = has('teacher_valid') ? flagsOf('teacher_valid') : undefined;
  const studentValid = teacherValid && has('student_valid') ? flagsOf('student_valid') : undefined;
  const predictions: Predictions = {
    label: classesOf('label'),
    teacherPrediction,
    studentPrediction: classesOf('student_prediction'),
    population,
    ...(teacherValid && {
      promises: {
        teacherValid,
        studentPredictionAtTeacherRecourse: Int32Array.from(
          where(
            'student_prediction_at_teacher_recourse',
            teacherValid,
            (text) => (text === '' ? undefined : Number(text === favourable)),
            0,
            'a class, since there is an action',
          ),
        ),
      },
    }),
    ...(teacherValid &&
      studentValid && {
        costs: {
          teacher: costsOf('teacher_cost', teacherValid),
          student: costsOf('student_cost', studentValid),
          studentValid,
        },
      }),
    groups: Object.fromEntries(
      by.map((attribute) => [
        attribute,
        sized(attribute).map((text, row) => (text === '' ? fail(attribute, row, 'a group', text) : text)),
      ]),
    ),
  };
  const known = new Set<string>([...Object.keys(predictionColumns), 'population', ...by]);
  return { predictions, unread: [...columns.keys()].filter((column) => !known.has(column)) };
}
