import { mostColumns } from './bounded-size.ts';
import { Obstacle } from './obstacle.ts';
import { fileColumns } from './linear-forms.ts';
import type { FileInput } from '@cfq/network';
import type { OnnxValueInfo } from '../model/onnx-file.ts';
import type { Value } from './values.ts';

const readable: readonly string[] = ['float32', 'float64', 'int32', 'int64', 'bool', 'string'];

/** An input as rows of columns; the sentence why it is none otherwise. */
export function fileInputOf({ name, kind, type, shape }: OnnxValueInfo): FileInput | string {
  const which = `input ${name}`;
  if (kind !== 'tensor' || type === null) return `${which} is a ${kind}, not a tensor of rows and columns`;
  if (!readable.includes(type)) return `${which} is of type ${type}`;
  if (shape === null) return `${which} has no shape`;
  const columns = shape.length === 1 ? 1 : shape[1];
  if (shape.length !== 1 && shape.length !== 2)
    return `${which} has ${shape.length} axes, not rows and columns`;
  if (typeof columns !== 'number' || columns < 1) return `${which} does not say how many columns it has`;
  if (columns > mostColumns) return `${which} has ${columns} columns, more than ${mostColumns}`;
  return { name, type: type as FileInput['type'], columns, flat: shape.length === 1 };
}

/** What is known of an input of the file. */
export function valueOfInput(info: OnnxValueInfo): Value {
  const input = fileInputOf(info);
  if (typeof input === 'string') return { kind: 'unknown', obstacle: new Obstacle(input) };
  const places = Array.from({ length: input.columns }, (_, column) => ({ input: input.name, column }));
  const tail = input.flat ? [] : [input.columns];
  if (input.type === 'string') return { kind: 'texts', tail, lookups: places };
  const whole = input.type === 'int32' || input.type === 'int64' || input.type === 'bool';
  const columns = places.map((place) => ({
    terms: [{ of: { kind: 'number' as const, ...place, offset: 0, scale: 1, absent: null }, factor: 1 }],
    ...{ constant: 0, lookup: null },
  }));
  return { kind: 'columns', stage: fileColumns, tail, columns, whole };
}
