import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { Table } from '../tables/table.ts';
import { robustMoments } from './robust-moments.ts';

/** Robust deviations from the median beyond which a standard deviation says little about anybody. */
const farthest = 100;

/** A sentence for each numeric feature under standard scaling whose training rows have a value far from all others. */
export function heavyTails(table: Table, features: readonly FeatureSpec[], trainRows: Int32Array): string[] {
  return features.flatMap(({ name, scaling }) => {
    const column = table.columns[name];
    if (column?.kind !== 'number' || scaling === 'robust') return [];
    const values = Float64Array.from(trainRows, (row) => column.values[row]!).filter(
      (value) => !Number.isNaN(value),
    );
    if (values.length === 0) return [];
    const { offset, scale } = robustMoments(values);
    const far = values.reduce((a, b) => (Math.abs(b - offset) > Math.abs(a - offset) ? b : a));
    const distance = Math.abs(far - offset) / scale;
    if (!(distance > farthest)) return [];
    return [
      `"${name}" has a heavy tail: its median is ${shown(offset)}, and a training row has ${shown(far)}, ` +
        `${Math.round(distance)} robust deviations away. Consider scale: robust in the schema.`,
    ];
  });
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
