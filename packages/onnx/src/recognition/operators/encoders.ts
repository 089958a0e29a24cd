import { alongTail, constantOf, constantOfTensor } from '../constant.ts';
import { fileColumns, formOfLookup, imputed, indicator, isOfFile, rawNumber } from '../linear-forms.ts';
import { boundedSize, mostColumns } from '../bounded-size.ts';
import { refuse } from '../obstacle.ts';
import { affineRows } from './arithmetic.ts';
import { constant, input, number, numbers, text, texts, type Call, type Operator } from './operator.ts';
import type { Column, Columns, Constant, Lookup, Value } from '../values.ts';

function columnsOf(value: Value): Columns {
  return value.kind === 'columns' ? value : refuse('it reads no columns of numbers');
}

const listed = (all: readonly number[] | null, what: string): Constant =>
  all === null
    ? refuse(`its ${what} is missing`)
    : constantOf('float32', [all.length], Float64Array.from(all));

const scaler: Operator = (call) => {
  const value = columnsOf(input(call, 0));
  const offset = alongTail(listed(numbers(call, 'offset', 'floats'), 'offset'), value.tail);
  const scale = alongTail(listed(numbers(call, 'scale', 'floats'), 'scale'), value.tail);
  return [
    affineRows(
      value,
      scale,
      offset.map((shift, at) => -shift * scale[at]!),
    ),
  ];
};

const imputer: Operator = (call) => {
  const value = columnsOf(input(call, 0));
  if (!isOfFile(value.stage)) return refuse('absent values are replaced behind a layer');
  const whole = numbers(call, 'imputed_value_int64s', 'ints');
  const isWhole = whole !== null && whole.length > 0;
  const code = isWhole
    ? number(call, 'replaced_value_int64', 'int', 0)
    : number(call, 'replaced_value_float', 'float', 0);
  const instead = isWhole ? whole : numbers(call, 'imputed_value_floats', 'floats');
  const values = alongTail(listed(instead, 'value'), value.tail);
  return [{ ...value, columns: value.columns.map((column, at) => imputed(column, values[at]!, code)) }];
};

/** What a column holds, as a table or as it stands in the file. */
function lookupOf(column: Column): Lookup | { input: string; column: number } {
  return column.lookup ?? rawNumber(column) ?? refuse('categories are told apart that were computed');
}

/** Entries of the longest table, each of which may become a term. */
const longest = (lookups: readonly object[]): number =>
  lookups.reduce(
    (most, lookup) => ('entries' in lookup ? Math.max(most, (lookup as Lookup).entries.length) : most),
    1,
  );

const oneHot: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'texts') {
    const words = texts(call, 'cats_strings') ?? refuse('its texts are missing');
    boundedSize([value.lookups.length, words.length, longest(value.lookups)], mostColumns);
    return [
      {
        ...{ kind: 'columns', stage: fileColumns, whole: false },
        tail: [...value.tail, words.length],
        columns: value.lookups.flatMap((lookup) => words.map((word) => indicator(lookup, word))),
      },
    ];
  }
  const { stage, tail, columns } = columnsOf(value);
  const codes = numbers(call, 'cats_int64s', 'ints') ?? refuse('its codes are missing');
  boundedSize(
    [columns.length, codes.length, longest(columns.flatMap(({ lookup }) => lookup ?? []))],
    mostColumns,
  );
  return [
    {
      ...{ kind: 'columns', stage, whole: false },
      tail: [...tail, codes.length],
      columns: columns.flatMap((column) => codes.map((code) => indicator(lookupOf(column), code))),
    },
  ];
};

/** Keys or values of a table: texts, whole numbers or floats. */
function listOf(call: Call, what: 'keys' | 'values'): readonly (string | number)[] {
  const tensor = call.node.attributes[`${what}_tensor`];
  if (tensor?.kind === 'tensor') {
    const { numbers: all, texts: words } = constantOfTensor(tensor.value);
    return words ?? Array.from(all);
  }
  return (
    texts(call, `${what}_strings`) ??
    numbers(call, `${what}_int64s`, 'ints') ??
    numbers(call, `${what}_floats`, 'floats') ??
    refuse(`its ${what} are missing`)
  );
}

/** The class that stands for another: a table applied to labels. */
function relabelled(call: Call, value: Extract<Value, { kind: 'labels' }>): Value {
  const [keys, values] = [listOf(call, 'keys'), listOf(call, 'values')];
  const labels = value.labels.map(
    (label) => values[keys.indexOf(label)] ?? refuse(`label ${label} is in no table`),
  );
  return { ...value, labels };
}

/** What the table gives for a key that it does not have. */
function otherwiseOf(call: Call, isText: boolean): string | number {
  const tensor = call.node.attributes['default_tensor'];
  if (tensor?.kind === 'tensor') {
    const { numbers: all, texts: words } = constantOfTensor(tensor.value);
    return (isText ? words?.[0] : all[0]) ?? refuse('its default is missing');
  }
  if (isText) return text(call, 'default_string') ?? '_Unused';
  return call.node.attributes['values_int64s'] === undefined
    ? number(call, 'default_float', 'float', 0)
    : number(call, 'default_int64', 'int', -1);
}

const labelEncoder: Operator = (call) => {
  const value = input(call, 0);
  if (value.kind === 'labels') return [relabelled(call, value)];
  const [keys, values] = [listOf(call, 'keys'), listOf(call, 'values')];
  const isText = typeof values[0] === 'string';
  const otherwise = otherwiseOf(call, isText);
  const entries = keys.map((key, at) => [key, values[at]!] as const);
  const table = (place: Lookup | { input: string; column: number }): Lookup => {
    if (!('entries' in place)) return { input: place.input, column: place.column, entries, otherwise };
    const through = (word: string | number | null): string | number =>
      entries.find(([key]) => key === word)?.[1] ?? otherwise;
    return {
      ...place,
      entries: place.entries.map(([key, word]) => [key, through(word)] as const),
      otherwise: through(place.otherwise),
    };
  };
  const tables =
    value.kind === 'texts'
      ? value.lookups.map(table)
      : columnsOf(value).columns.map((column) => table(lookupOf(column)));
  const { tail } = value as { readonly tail: readonly number[] };
  if (isText) return [{ kind: 'texts', tail, lookups: tables }];
  return [
    {
      ...{ kind: 'columns', stage: fileColumns, whole: true },
      ...{ tail, columns: tables.map(formOfLookup) },
    },
  ];
};

/** 1 where nothing stands in a column. */
const isNaNOperator: Operator = (call) => {
  const value = columnsOf(input(call, 0));
  const columns = value.columns.map((column) => {
    const raw = rawNumber(column) ?? refuse('it asks whether computed numbers are absent');
    return { terms: [{ of: { kind: 'absent' as const, ...raw }, factor: 1 }], constant: 0, lookup: null };
  });
  return [{ ...value, columns }];
};

/** 1 where something stands in a column: a number that is not there differs from itself. */
function present(value: Value): Value {
  const columns = columnsOf(value);
  return {
    ...columns,
    columns: columns.columns.map((column) => {
      const raw = rawNumber(column) ?? refuse('it asks whether computed numbers are absent');
      return { terms: [{ of: { kind: 'absent' as const, ...raw }, factor: -1 }], constant: 1, lookup: null };
    }),
  };
}

/** 1 where a column is equal to a constant; one column is held against all of several. */
const equal: Operator = (call) => {
  const value = input(call, 0);
  if (value === call.inputs[1]) return [present(value)];
  const other = constant(call, 1);
  const wanted: readonly (string | number)[] = other.texts ?? Array.from(other.numbers);
  const lookups = value.kind === 'texts' ? value.lookups : columnsOf(value).columns.map(lookupOf);
  const { tail } = value as { readonly tail: readonly number[] };
  if (tail.length !== 1 || other.dims.some((size) => size !== wanted.length && size !== 1)) {
    return refuse('columns and values do not match');
  }
  const count = lookups.length === 1 ? wanted.length : lookups.length;
  if (wanted.length !== 1 && wanted.length !== count) return refuse('columns and values do not match');
  const columns = Array.from({ length: count }, (_, at) => {
    const word = wanted[wanted.length === 1 ? 0 : at]!;
    const lookup = lookups[lookups.length === 1 ? 0 : at]!;
    // No text at all is how an absent text is told.
    if (word !== '' || 'entries' in lookup) return indicator(lookup, word);
    return { terms: [{ of: { kind: 'absent' as const, ...lookup }, factor: 1 }], constant: 0, lookup: null };
  });
  return [{ kind: 'columns', stage: fileColumns, whole: false, tail: [count], columns }];
};

/** Operators that encode the columns of a file. */
export const encoders: Readonly<Record<string, Operator>> = {
  'ai.onnx.ml.Scaler': scaler,
  'ai.onnx.ml.Imputer': imputer,
  'ai.onnx.ml.OneHotEncoder': oneHot,
  'ai.onnx.ml.LabelEncoder': labelEncoder,
  IsNaN: isNaNOperator,
  Equal: equal,
};
