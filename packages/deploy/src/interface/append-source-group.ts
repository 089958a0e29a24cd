import type { ColumnSource, FileInput } from '@cfq/network';
import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { doubles, floats, int32s, int64s, strings } from '../graph/initializers.ts';
import type { SourceGroup } from './source-groups.ts';

type NumberSource = Extract<ColumnSource, { readonly kind: 'number' }>;
type CategorySource = Extract<ColumnSource, { readonly kind: 'category' }>;
type PresentSource = Extract<ColumnSource, { readonly kind: 'present' }>;

/** `[rows, columns]` of the input, or the columns alone that are read, one a source. */
function appendRead(parts: GraphParts, name: string, input: string, group: SourceGroup): string {
  const columns = group.sources.map(({ column }) => column);
  const all = columns.length === group.input.columns && columns.every((column, at) => column === at);
  if (all) return input;
  const places = appendInitializer(parts, int32s(`${name}.from`, Int32Array.from(columns), [columns.length]));
  return appendNode(parts, 'Gather', [input, places], `${name}.read`, [integer(parts, 'axis', 1)]);
}

const cast = (parts: GraphParts, input: string, output: string, to: keyof typeof elementTypes): string =>
  appendNode(parts, 'Cast', [input], output, [integer(parts, 'to', elementTypes[to])]);

const isFloat = ({ type }: FileInput): boolean => type === 'float32' || type === 'float64';

/**
 * `(v − offset) / scale` in double precision, rounded to float once, as encoders of feature spaces compute it. Numbers
 * that are taken as they are stay float.
 */
function appendNumbers(
  parts: GraphParts,
  name: string,
  read: string,
  group: SourceGroup<NumberSource>,
): string {
  const { sources, input } = group;
  const asTheyAre = sources.every(({ offset, scale }) => offset === 0 && scale === 1);
  const type = asTheyAre && input.type === 'float32' ? 'float32' : 'float64';
  const constant = (what: string, values: readonly number[]): string =>
    appendInitializer(
      parts,
      type === 'float32'
        ? floats(`${name}.${what}`, Float32Array.from(values), [values.length])
        : doubles(`${name}.${what}`, Float64Array.from(values), [values.length]),
    );
  const given = input.type === type ? read : cast(parts, read, `${name}.double`, type);
  let values = given;
  const most = sources[0]!.codes?.length ?? 0;
  for (let place = 0; place < most; place += 1) {
    const label = `${name}.code${place}`;
    const codes = sources.map((source) => source.codes![place]!);
    const code = codes.map(([one]) => one);
    const fill = constant(
      `code${place}.fill`,
      codes.map(([, instead]) => instead),
    );
    // Floats are compared as the file holds them: a float is not what a double of the same text is.
    const compared = isFloat(input) ? read : given;
    const asked = isFloat(input)
      ? appendHeld(parts, `${label}.values`, input, code)
      : constant(`code${place}.values`, code);
    const same = appendNode(parts, 'Equal', [compared, asked], `${label}.same`);
    values = appendNode(parts, 'Where', [same, fill, values], `${label}.filled`);
  }
  if (isFloat(input) && sources.some(({ absent }) => absent !== null)) {
    const fill = constant(
      'fill',
      sources.map(({ absent }) => absent ?? Number.NaN),
    );
    const there = appendNode(parts, 'Equal', [values, values], `${name}.there`);
    values = appendNode(parts, 'Where', [there, values, fill], `${name}.filled`);
  }
  if (sources.some(({ offset }) => offset !== 0)) {
    const offset = constant(
      'offset',
      sources.map((source) => source.offset),
    );
    values = appendNode(parts, 'Sub', [values, offset], `${name}.moved`);
  }
  if (sources.some(({ scale }) => scale !== 1)) {
    const scale = constant(
      'scale',
      sources.map((source) => source.scale),
    );
    values = appendNode(parts, 'Div', [values, scale], `${name}.scaled`);
  }
  return type === 'float32' ? values : cast(parts, values, name, 'float32');
}

/** Values as an input holds them; truth values as 0 and 1. */
function appendHeld(
  parts: GraphParts,
  label: string,
  { type }: FileInput,
  values: readonly (string | number)[],
): string {
  const dims = [values.length];
  const numbers = (): number[] => values.map(Number);
  const tensors = {
    string: () => strings(label, values.map(String), dims),
    float32: () => floats(label, Float32Array.from(numbers()), dims),
    float64: () => doubles(label, Float64Array.from(numbers()), dims),
    int32: () => int32s(label, Int32Array.from(numbers()), dims),
    int64: () => int64s(label, numbers(), dims),
    bool: () => int32s(label, Int32Array.from(numbers()), dims),
  };
  return appendInitializer(parts, tensors[type]());
}

/** 1 where the value is the category. Values are compared in the type of the input; truth values as 0 and 1. */
function appendCategories(
  parts: GraphParts,
  name: string,
  read: string,
  group: SourceGroup<CategorySource>,
): string {
  const { sources, input } = group;
  const asked = appendHeld(
    parts,
    `${name}.values`,
    input,
    sources.map(({ value }) => value),
  );
  const compared = input.type === 'bool' ? cast(parts, read, `${name}.whole`, 'int32') : read;
  return cast(parts, appendNode(parts, 'Equal', [compared, asked], `${name}.same`), name, 'float32');
}

/** True where there is a value: NaN is the one number that differs from itself. */
function appendPresence(parts: GraphParts, name: string, read: string, input: FileInput): string {
  if (input.type !== 'string') return appendNode(parts, 'Equal', [read, read], `${name}.there`);
  const empty = appendInitializer(parts, strings(`${name}.empty`, [''], []));
  const same = appendNode(parts, 'Equal', [read, empty], `${name}.same`);
  return appendNode(parts, 'Not', [same], `${name}.there`);
}

/** 1 where there is a value and no code: of what is there, what is a code is taken away. */
function appendPresent(
  parts: GraphParts,
  name: string,
  read: string,
  { input, sources }: SourceGroup<PresentSource>,
): string {
  const most = sources[0]!.codes?.length ?? 0;
  const presence = appendPresence(parts, name, read, input);
  let present = cast(parts, presence, most === 0 ? name : `${name}.present`, 'float32');
  for (let place = 0; place < most; place += 1) {
    const label = `${name}.code${place}`;
    const held = appendHeld(
      parts,
      `${label}.values`,
      input,
      sources.map((source) => source.codes![place]!),
    );
    const compared = input.type === 'bool' ? cast(parts, read, `${label}.whole`, 'int32') : read;
    const same = appendNode(parts, 'Equal', [compared, held], `${label}.same`);
    const taken = cast(parts, same, `${label}.taken`, 'float32');
    present = appendNode(parts, 'Sub', [present, taken], place === most - 1 ? name : `${label}.left`);
  }
  return present;
}

/**
 * Appends what computes the columns of one group.
 *
 * @param name of what it gives; what stands on the way is called after it.
 * @param input `[rows, columns]` of its input.
 * @returns name of `[rows, sources]` float32.
 */
export function appendSourceGroup(
  parts: GraphParts,
  name: string,
  input: string,
  group: SourceGroup,
): string {
  // One column stands for all categories that are asked of it.
  const spread = group.kind === 'category' && group.input.columns === 1;
  const read = spread ? input : appendRead(parts, name, input, group);
  switch (group.kind) {
    case 'number':
      return appendNumbers(parts, name, read, group as SourceGroup<NumberSource>);
    case 'category':
      return appendCategories(parts, name, read, group as SourceGroup<CategorySource>);
    case 'absent':
      return cast(
        parts,
        appendNode(parts, 'Not', [appendPresence(parts, name, read, group.input)], `${name}.gone`),
        name,
        'float32',
      );
    case 'present':
      return appendPresent(parts, name, read, group as SourceGroup<PresentSource>);
  }
}
