import type { FeatureSpace, Table } from '@cfq/datasets';

/** Digits after the point that columns are tried for. */
const mostDigits = 4;

/** A feature's values differ by fractions of its scale; people are told no finer than this part of it. */
const partOfScale = 100;

/**
 * A step for every numeric feature that declares none, so that advice gives values that a person could write down: 1
 * where the column holds whole numbers only, 0.1 where it holds tenths, and so on down to 0.0001; else, and without a table,
 * the power of ten at or below a hundredth of the feature's scale.
 *
 * @param table Rows to see the digits of. Default: none.
 * @returns Steps in raw units by feature: what `steps` of `AdviceRules` in `@cfq/recourse` takes.
 */
export function stepsThatExist({ features }: FeatureSpace, table?: Table): Record<string, number> {
  const steps: Record<string, number> = {};
  for (const { name, kind, step, scale } of features) {
    if (kind !== 'numeric' || step !== undefined) continue;
    const column = table?.columns[name];
    const digits = column?.kind === 'number' ? digitsOf(column.values) : undefined;
    steps[name] = digits === undefined ? powerOfTen(scale / partOfScale) : Number(`1e-${digits}`);
  }
  return steps;
}

/** After how many digits every value ends; `undefined` where some have more than are tried, or where there is none. */
function digitsOf(values: Float64Array): number | undefined {
  let digits = 0;
  let some = false;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    some = true;
    while (digits <= mostDigits && Number(value.toFixed(digits)) !== value) digits += 1;
    if (digits > mostDigits) return undefined;
  }
  return some ? digits : undefined;
}

function powerOfTen(most: number): number {
  return Number(`1e${Math.floor(Math.log10(most))}`);
}
