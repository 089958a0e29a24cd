import { checkRecord } from './check-record.ts';
import { amount, checkSize, classLabel, flag, type Rule } from '../internals/check.ts';
import { readColumns } from '../internals/column.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { elements, field, walkRecord } from './record-schema.ts';
import { recordFormat } from './serialize-record.ts';

const origin = 'parseRecord';

function numbers(value: unknown, path: string, rule: Rule): Float64Array {
  const restored = elements(value, path).map((item) => (item === null ? Infinity : item));
  return readColumns(origin, { [path]: restored as number[] }, { [path]: rule })[path]!;
}

/** The dense data of a sparse matrix. */
function expand(value: unknown, shape: readonly number[], path: string, rule: Rule): Float32Array {
  const dense = new Float32Array(shape[0]! * shape[1]!);
  const inside: Rule = (place) => dense[place] !== undefined || `a place below ${dense.length}`;
  const places = numbers(field(value, 'indices', path), path, inside);
  const entries = numbers(field(value, 'data', path), path, rule);
  checkSize(origin, `${path}.data.length`, places.length, entries.length);
  places.forEach((place, index) => (dense[place] = entries[index]!));
  return dense;
}

/**
 * Reads a record that `serializeRecord` wrote, or that any other program wrote in the same form.
 *
 * @throws {SyntaxError} when the text is no JSON.
 * @throws {MetricsError} when it has another format or breaks a rule of `RecourseRecord`.
 */
export function parseRecord(json: string): RecourseRecord {
  const parsed: unknown = JSON.parse(json);
  checkSize(origin, 'format', recordFormat, field(parsed, 'format', 'record'));
  const record = walkRecord(parsed, (group, rule, path, value) => {
    if (group === 'test' || group === 'denied') {
      const column = numbers(value, path, rule);
      if (rule === flag) return Uint8Array.from(column);
      return rule === classLabel ? Int32Array.from(column) : Float32Array.from(column);
    }
    const shape = [...numbers(field(value, 'shape', path), path, amount)];
    return group === 'delta'
      ? { data: expand(value, shape, path, rule), shape }
      : { data: Int32Array.from(numbers(field(value, 'data', path), path, rule)), shape };
  }) as RecourseRecord;
  checkRecord(record);
  return record;
}
