import { checkRecord } from './check-record.ts';
import { nonNegative, checkEqual, classLabel, flag, refusal, type Rule } from '../internals/check.ts';
import { describeValue } from '../internals/describe-value.ts';
import { readColumns } from '../internals/column.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { elements, field, isMatrixGroup, walkRecord } from './record-schema.ts';
import { recordFormat } from './serialize-record.ts';

const origin = 'parseRecord';

function numbers(value: unknown, path: string, rule: Rule): Float64Array {
  const restored = elements(value, path).map((item) => (item === null ? NaN : item));
  return readColumns(origin, { [path]: restored as number[] }, { [path]: rule })[path]!;
}

/** The dense data of a sparse matrix. */
function expand(value: unknown, shape: readonly number[], path: string, rule: Rule): Float32Array {
  const dense = new Float32Array(shape[0]! * shape[1]!);
  const inside: Rule = {
    holds: (place) => dense[place] !== undefined,
    expected: `a place below ${dense.length}`,
    remedy: 'Count places row by row: row × columns + column.',
  };
  const places = numbers(field(value, 'indices', path), path, inside);
  const entries = numbers(field(value, 'data', path), path, rule);
  const once = 'Name each place once.';
  checkEqual(origin, `${path}.indices (each once)`, places.length, new Set(places).size, once);
  checkEqual(origin, `${path}.data.length`, places.length, entries.length, 'Give one entry for each place.');
  places.forEach((place, index) => (dense[place] = entries[index]!));
  return dense;
}

/**
 * Reads a record that `serializeRecord` wrote, or that any other program wrote in the same form.
 *
 * @throws SyntaxError when the text is no JSON.
 * @throws MetricsError when it has another format or breaks a rule of `RecourseRecord`.
 */
export function parseRecord(json: string): RecourseRecord {
  if (typeof json !== 'string') {
    throw refusal(origin, 'json', 'text', describeValue(json), 'Read the file as text.');
  }
  const parsed: unknown = JSON.parse(json);
  checkEqual(
    origin,
    'format',
    recordFormat,
    field(parsed, 'format', 'record'),
    'Measure again: near misses were other points before.',
  );
  delete (parsed as { format?: unknown }).format;
  const record = walkRecord(parsed, (group, rule, path, value) => {
    if (!isMatrixGroup(group)) {
      const column = numbers(value, path, rule);
      if (rule === flag) return Uint8Array.from(column);
      return rule === classLabel ? Int32Array.from(column) : Float32Array.from(column);
    }
    const shape = [...numbers(field(value, 'shape', path), path, nonNegative)];
    if (group === 'delta') return { data: expand(value, shape, path, rule), shape };
    const data = numbers(field(value, 'data', path), path, rule);
    return { data: rule === flag ? Uint8Array.from(data) : Int32Array.from(data), shape };
  }) as RecourseRecord;
  checkRecord(record);
  return record;
}
