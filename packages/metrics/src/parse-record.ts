import { checkRecord } from './check-record.ts';
import { classLabel, columnReader, type ColumnRule, finite } from './column.ts';
import type { Matrix } from './matrix.ts';
import { MetricsError } from './metrics-error.ts';
import type { MarginRecord, RecourseRecord, SolvedRecourse } from './recourse-record.ts';
import { recordFormat } from './serialize-record.ts';

/** A place in the parsed text, with the path to it for messages. */
interface Place {
  readonly path: string;
  readonly value: unknown;
}

function refuse({ path, value }: Place, expected: string): never {
  const got = value === null ? 'null' : typeof value;
  throw new MetricsError(
    'parseRecord',
    `${path} has another form`,
    expected,
    got,
    'Write it with serializeRecord',
  );
}

function object(place: Place): Record<string, unknown> {
  const { value } = place;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : refuse(place, 'an object');
}

function at(place: Place, key: string): Place {
  return { path: `${place.path}.${key}`, value: object(place)[key] };
}

function list(place: Place): unknown[] {
  return Array.isArray(place.value) ? (place.value as unknown[]) : refuse(place, 'an array');
}

function items(place: Place): Place[] {
  return list(place).map((value, index) => ({ path: `${place.path}[${index}]`, value }));
}

function text({ path, value }: Place): string {
  return typeof value === 'string' ? value : refuse({ path, value }, 'a string');
}

function number({ path, value }: Place): number {
  return typeof value === 'number' ? value : refuse({ path, value }, 'a number');
}

function numbers(place: Place, rule: ColumnRule = finite): Float64Array {
  return columnReader('parseRecord')(place.path, list(place) as number[], rule);
}

const integers = (place: Place) => Int32Array.from(numbers(place, classLabel));
const flags = (place: Place) => Uint8Array.from(numbers(place, classLabel));
const floats = (place: Place) => Float32Array.from(numbers(place));

const matrix = (place: Place): Matrix<Int32Array> => ({
  shape: [...numbers(at(place, 'shape'), classLabel)],
  data: integers(at(place, 'data')),
});

function expand(place: Place): Matrix<Float32Array> {
  const [rows = 0, width = 0] = numbers(at(place, 'shape'), classLabel);
  const starts = integers(at(place, 'indptr'));
  const columns = integers(at(place, 'indices'));
  const values = floats(at(place, 'data'));
  const ends =
    starts[rows] === columns.length && columns.length === values.length && starts.length === rows + 1;
  if (!ends || columns.some((column) => column < 0 || column >= width)) {
    refuse({ path: place.path, value: undefined }, 'compressed sparse rows');
  }
  const data = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry += 1) {
      data[row * width + columns[entry]!] = values[entry]!;
    }
  }
  return { data, shape: [rows, width] };
}

function solved(place: Place): SolvedRecourse {
  const cost = at(place, 'cost');
  return {
    delta: expand(at(place, 'delta')),
    cost: floats({ path: cost.path, value: list(cost).map((value) => value ?? Infinity) }),
    valid: flags(at(place, 'valid')),
  };
}

function marginOf(place: Place): MarginRecord {
  const reached = at(place, 'atTeacherRecourse');
  const certified = at(reached, 'certified');
  return {
    kappa: number(at(place, 'kappa')),
    teacher: solved(at(place, 'teacher')),
    student: solved(at(place, 'student')),
    atTeacherRecourse: {
      studentPrediction: integers(at(reached, 'studentPrediction')),
      teacherMargin: floats(at(reached, 'teacherMargin')),
      studentMargin: floats(at(reached, 'studentMargin')),
      ...(certified.value !== undefined && { certified: flags(certified) }),
    },
  };
}

/**
 * Reads a record that `serializeRecord` wrote, or that any other program wrote in the same form.
 *
 * @throws {SyntaxError} when the text is no JSON.
 * @throws {MetricsError} when it has another format or breaks a rule of `RecourseRecord`.
 */
export function parseRecord(json: string): RecourseRecord {
  const root: Place = { path: 'record', value: JSON.parse(json) };
  const format = at(root, 'format');
  if (format.value !== recordFormat) refuse(format, recordFormat);
  const test = at(root, 'test');
  const nearMiss = at(root, 'nearMiss');
  const attributes = at(test, 'subgroups');
  const record: RecourseRecord = {
    about: object(at(root, 'about')) as Record<string, string | number>,
    target: number(at(root, 'target')),
    test: {
      label: integers(at(test, 'label')),
      teacherPrediction: integers(at(test, 'teacherPrediction')),
      studentPrediction: integers(at(test, 'studentPrediction')),
      subgroups: Object.fromEntries(
        Object.keys(object(attributes)).map((name) => {
          const attribute = at(attributes, name);
          const levels = items(at(attribute, 'levels')).map(text);
          return [name, { levels, codes: integers(at(attribute, 'codes')) }];
        }),
      ),
    },
    population: integers(at(root, 'population')),
    nearMiss: {
      fractions: [...numbers(at(nearMiss, 'fractions'))],
      teacherPrediction: matrix(at(nearMiss, 'teacherPrediction')),
      studentPrediction: matrix(at(nearMiss, 'studentPrediction')),
    },
    margins: items(at(root, 'margins')).map(marginOf),
  };
  checkRecord(record);
  return record;
}
