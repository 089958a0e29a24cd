/** How entries of a column stand in a table. */
export type FieldType = 'INT32' | 'FLOAT' | 'BOOLEAN' | 'LEVEL' | 'JSON';

/** What of a record is a column of a table, or several. */
export interface RecordField {
  /** Keys from the record. */
  readonly path: readonly string[];
  /** Whose rows it has. */
  readonly rows: 'test' | 'denied';
  readonly type: FieldType;
  /** Of its columns in the table, in their order: one, or as many as the matrix has. */
  readonly names: readonly string[];
  readonly isMatrix: boolean;
}

/** All of a record that is no column: what its columns are called follows from it. */
export interface RecordDescription {
  readonly format: string;
  readonly about: Readonly<Record<string, string | number>>;
  readonly favourableClass: number;
  /** Names of the groups of each attribute. */
  readonly subgroups: Readonly<Record<string, readonly string[]>>;
  /** Fractions of the near misses. */
  readonly fractions: readonly number[];
  /** How many changes can be left out of an action at most. */
  readonly leftOut: number;
  /** Width of the actions. */
  readonly width: number;
  readonly margins: readonly { readonly kappa: number; readonly certified: boolean }[];
  /** The features of raw values, where there are some. */
  readonly features?: readonly unknown[] | undefined;
  readonly encoding?: unknown;
}

/** Every field that a record of a description has. */
export function recordFields(description: RecordDescription): RecordField[] {
  const { subgroups, fractions, leftOut, width, margins, features } = description;
  const field = (
    path: string,
    rows: RecordField['rows'],
    type: FieldType,
    names: string | readonly string[],
  ): RecordField => ({
    ...{ path: path.split('.'), rows, type },
    ...(typeof names === 'string' ? { names: [names], isMatrix: false } : { names, isMatrix: true }),
  });
  const classes = ['label', 'teacherPrediction', 'studentPrediction'];
  const nearMisses = (kind: string, points: readonly (number | string)[], joint: string) =>
    (['exists', 'teacherPrediction', 'studentPrediction'] as const).map((name) =>
      field(
        `nearMiss.${kind}.${name}`,
        'denied',
        name === 'exists' ? 'BOOLEAN' : 'INT32',
        points.map((point) => `${kind}.${name}${joint}${point}`),
      ),
    );
  const ofMargin = ({ kappa, certified }: RecordDescription['margins'][number], index: number) => {
    const at = (name: string, type: FieldType, names: string | readonly string[] = `${name}@${kappa}`) =>
      field(`margins.${index}.${name}`, 'denied', type, names);
    const solved = (role: string) => [
      at(
        `${role}.delta`,
        'FLOAT',
        Array.from({ length: width }, (_, column) => `${role}.delta.${column}@${kappa}`),
      ),
      at(`${role}.cost`, 'FLOAT'),
      at(`${role}.valid`, 'BOOLEAN'),
    ];
    return [
      ...[...solved('teacher'), ...solved('student')],
      at('atTeacherRecourse.studentPrediction', 'INT32'),
      at('atTeacherRecourse.teacherMargin', 'FLOAT'),
      at('atTeacherRecourse.studentMargin', 'FLOAT'),
      ...(certified ? [at('atTeacherRecourse.certified', 'BOOLEAN')] : []),
    ];
  };
  const rawOf = ({ kappa }: RecordDescription['margins'][number], index: number) =>
    ['teacher', 'student'].map((role) =>
      field(`raw.margins.${index}.${role}`, 'denied', 'JSON', `raw.${role}@${kappa}`),
    );
  return [
    ...classes.map((name) => field(`test.${name}`, 'test', 'INT32', name)),
    ...Object.keys(subgroups).map((name): RecordField => ({
      ...{ path: ['test', 'subgroups', name, 'codes'], rows: 'test', type: 'LEVEL' },
      ...{ names: [`subgroups.${name}`], isMatrix: false },
    })),
    ...nearMisses('short', fractions, '@'),
    ...nearMisses('allButOne', [...Array(leftOut).keys()], '.'),
    ...margins.flatMap(ofMargin),
    ...(features === undefined
      ? []
      : [field('raw.before', 'denied', 'JSON', 'raw.before'), ...margins.flatMap(rawOf)]),
  ];
}
