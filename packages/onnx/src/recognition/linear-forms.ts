import { refuse } from './obstacle.ts';
import type { ColumnSource } from '@cfq/network';
import type { Column, Columns, Dense, Lookup, Stage, Sums } from './values.ts';

/** What there is before the first layer: the columns of the file. */
export const fileColumns: Stage = { sources: [], inputGrid: null, layers: [], width: 0 };

/** Whether a stage is the columns of the file, untouched. */
export const isOfFile = (stage: Stage): boolean => stage === fileColumns;

/** The outputs of a stage, as they are. */
export function outputsOf(stage: Stage, tail: readonly number[] = [stage.width]): Columns {
  const columns = Array.from({ length: stage.width }, (_, at) => ({
    ...{ terms: [{ of: at, factor: 1 }], constant: 0, lookup: null },
  }));
  return { kind: 'columns', stage, tail, columns, whole: false };
}

/** Rows of sums as they are. */
export function denseOf(sums: Sums, tail: readonly number[] = [sums.bias.length]): Dense {
  return { kind: 'dense', sums, order: Array.from(sums.bias, (_, at) => at), tail };
}

/** `factor · column + constant`. */
export function affine(column: Column, factor: number, constant: number): Column {
  if (factor === 1 && constant === 0) return column;
  return {
    terms: column.terms.map((term) => ({ of: term.of, factor: term.factor * factor })),
    constant: column.constant * factor + constant,
    lookup: null,
  };
}

/** The source of a column that is passed on as it is, but for what takes the place of absent values; null for others. */
export function unscaledNumber({ terms, constant }: Column): (ColumnSource & { kind: 'number' }) | null {
  const [term] = terms;
  if (term === undefined || terms.length !== 1 || constant !== 0 || term.factor !== 1) return null;
  const { of } = term;
  if (typeof of === 'number' || of.kind !== 'number') return null;
  return of.offset === 0 && of.scale === 1 ? of : null;
}

/** What stands in the file for a column that is passed on as it is; null for others. */
export function rawNumber(given: Column): { input: string; column: number } | null {
  const of = unscaledNumber(given);
  if (of === null || of.absent !== null || of.codes !== undefined) return null;
  return { input: of.input, column: of.column };
}

/** Where `v` is NaN, or the code, `value` takes the place of the column. */
export function imputed(column: Column, value: number, code = Number.NaN): Column {
  const [term, ...others] = column.terms;
  if (others.length > 0 || term === undefined || typeof term.of === 'number') {
    return refuse('absent values are replaced behind a layer');
  }
  const { of } = term;
  if (of.kind !== 'number') return column;
  // The column is factor · (v − offset) / scale + constant; this v gives the value.
  const absent = ((value - column.constant) / term.factor) * of.scale + of.offset;
  if (Number.isNaN(code)) {
    return of.absent !== null ? column : { ...column, terms: [{ ...term, of: { ...of, absent } }] };
  }
  // What became the code before becomes this with it.
  const through = (instead: number) => (instead === code ? absent : instead);
  const before = (of.codes ?? []).map(([other, instead]) => [other, through(instead)] as const);
  const codes = before.some(([other]) => other === code) ? before : [...before, [code, absent] as const];
  const nothing = of.absent === null ? null : through(of.absent);
  return { ...column, terms: [{ ...term, of: { ...of, absent: nothing, codes } }] };
}

/** A table of numbers as a linear form over categories. */
export function formOfLookup(lookup: Lookup): Column {
  const { input, column, entries, otherwise } = lookup;
  const base = Number(otherwise ?? 0);
  return {
    terms: entries.flatMap(([value, number]) =>
      Number(number) === base
        ? []
        : [{ of: { kind: 'category' as const, input, column, value }, factor: Number(number) - base }],
    ),
    constant: base,
    lookup,
  };
}

/** 1 where a table gives `value`, else 0. */
export function indicator(
  lookup: Lookup | { readonly input: string; readonly column: number },
  value: string | number,
): Column {
  const { input, column } = lookup;
  const category = (key: string | number): Column['terms'][number] => ({
    of: { kind: 'category', input, column, value: key },
    factor: 1,
  });
  if (!('entries' in lookup)) return { terms: [category(value)], constant: 0, lookup: null };
  if (lookup.otherwise !== value) {
    const keys = lookup.entries.filter(([, entry]) => entry === value).map(([key]) => key);
    return { terms: keys.map(category), constant: 0, lookup: null };
  }
  // All that the table does not know has this value, so it is 1 less those that have others.
  const others = lookup.entries.filter(([, entry]) => entry !== value).map(([key]) => key);
  return {
    terms: others.map((key) => ({ ...category(key), factor: -1 })),
    constant: 1,
    lookup: null,
  };
}
