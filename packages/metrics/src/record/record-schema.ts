import {
  nonNegative,
  checkEqual,
  checkValue,
  classLabel,
  costOrNone,
  finite,
  flag,
  type Rule,
} from '../internals/check.ts';
import { finiteEntries } from '../internals/finite-entries.ts';

/** Whose rows a column has. */
export const columnGroups = ['test', 'denied', 'short', 'allButOne', 'delta'] as const;

/**
 * Whose rows a column has. Columns of `test` and `denied` are plain; `short` and `allButOne` are dense matrices, each
 * with a width of its own; `delta` are sparse matrices.
 */
export type ColumnGroup = (typeof columnGroups)[number];

/** Whether columns of a group are matrices. */
export function isMatrixGroup(group: ColumnGroup): group is Exclude<ColumnGroup, 'test' | 'denied'> {
  return group !== 'test' && group !== 'denied';
}

/** What to do with each column; the results make up the copy. */
export type ColumnVisitor = (group: ColumnGroup, rule: Rule, path: string, value: unknown) => unknown;

type Step = (value: unknown, path: string) => unknown;

function checkForm(path: string, expected: string, value: unknown): void {
  checkEqual(
    'record',
    path,
    expected,
    Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value,
    'Give what RecourseRecord has in this place.',
  );
}

/** A property of a value that may be anything. */
export function field(value: unknown, key: string, path: string): unknown {
  checkForm(path, 'object', value);
  return (value as Record<string, unknown>)[key];
}

/** The elements of a value that may be anything. */
export function elements(value: unknown, path: string): unknown[] {
  checkForm(path, 'array', value);
  return value as unknown[];
}

/** Takes a step where there is something. */
function optional(step: Step): Step {
  return (value, path) => (value === undefined ? value : step(value, path));
}

/** Takes one step into each named field, which are all there are, or the same step into every field there is. */
function fields(steps: Step | Readonly<Record<string, Step>>): Step {
  return (value, path) => {
    const into = (key: string, step: Step): [string, unknown] => [
      key,
      step(field(value, key, path), `${path}.${key}`),
    ];
    if (value !== undefined) checkForm(path, 'object', value);
    const given = Object.keys(value ?? {});
    if (typeof steps === 'function') return Object.fromEntries(given.map((key) => into(key, steps)));
    const copy = Object.fromEntries(Object.entries(steps).map(([key, step]) => into(key, step)));
    const unknown = given.find((key) => !(key in steps));
    checkEqual('record', `${path}.${unknown}`, undefined, unknown, 'Correct its name, or leave it out.');
    return copy;
  };
}

function list(step: Step): Step {
  return (value, path) => elements(value, path).map((item, index) => step(item, `${path}[${index}]`));
}

function number(rule: Rule): Step {
  return (value, path) => checkValue('record', path, value, rule);
}

function plain(value: unknown, path: string): unknown {
  if (typeof value !== 'number') checkForm(path, 'string', value);
  return value;
}

function rawValue(value: unknown, path: string): unknown {
  return value === null ? value : plain(value, path);
}

const rawAction: Step = (value, path) =>
  value === null ? value : fields({ features: list(number(classLabel)), to: list(rawValue) })(value, path);

/** People in the values of their data. A function, so that who imports a metric alone does not get it too. */
const rawPeople: Step = (value, path) =>
  fields({
    features: list(
      fields({ name: plain, kind: plain, unit: optional(plain), step: optional(number(finite)) }),
    ),
    before: list(list(rawValue)),
    margins: list(fields({ teacher: list(rawAction), student: list(rawAction) })),
  })(value, path);

/** The one description of a record's form: copies a record, column by column, through the visitor. */
export function walkRecord(record: unknown, visit: ColumnVisitor): unknown {
  const column =
    (group: ColumnGroup, rule: Rule): Step =>
    (value, path) =>
      visit(group, rule, path, value);
  const classes = column('test', classLabel);
  const nearMisses = (group: ColumnGroup) => ({
    exists: column(group, flag),
    teacherPrediction: column(group, classLabel),
    studentPrediction: column(group, classLabel),
  });
  const flags = column('denied', flag);
  const reached = column('denied', finite);
  const solved = fields({
    delta: column('delta', finiteEntries()),
    cost: column('denied', costOrNone),
    valid: flags,
  });
  return fields({
    about: fields(plain),
    favourableClass: number(classLabel),
    test: fields({
      label: classes,
      teacherPrediction: classes,
      studentPrediction: classes,
      subgroups: fields(fields({ levels: list(plain), codes: classes })),
    }),
    population: column('denied', classLabel),
    nearMiss: fields({
      short: fields({ fractions: list(number(finite)), ...nearMisses('short') }),
      allButOne: fields(nearMisses('allButOne')),
    }),
    margins: list(
      fields({
        kappa: number(nonNegative),
        teacher: solved,
        student: solved,
        atTeacherRecourse: fields({
          studentPrediction: column('denied', classLabel),
          teacherMargin: reached,
          studentMargin: reached,
          certified: optional(flags),
        }),
      }),
    ),
    raw: optional(rawPeople),
    // What stands in it is for the packages to say that know it.
    encoding: optional(fields((value) => value)),
  })(record, 'record');
}
