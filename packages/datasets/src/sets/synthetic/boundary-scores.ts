import { DatasetError } from '../../internals/dataset-error.ts';
import type { Table } from '../../tables/table.ts';
import type { Boundary } from './boundary.ts';

/**
 * Score of every row of a table under a boundary; favourable where it is ≥ 0.
 *
 * @throws DatasetError where the table lacks a column of the boundary or a level has no effect given.
 */
export function boundaryScores({ bias, linear, quadratic, levels }: Boundary, table: Table): Float64Array {
  const scores = new Float64Array(table.rows).fill(bias);
  for (const name of new Set([...Object.keys(linear), ...Object.keys(quadratic)])) {
    const column = columnOf(table, name);
    const values = column.kind === 'number' ? column.values : column.codes;
    values.forEach((value, row) => {
      scores[row]! += (linear[name] ?? 0) * value + (quadratic[name] ?? 0) * value ** 2;
    });
  }
  for (const [name, effects] of Object.entries(levels)) {
    const column = columnOf(table, name);
    if (column.kind !== 'level')
      throw new DatasetError(`boundaryScores: "${name}" has no levels. Use its value.`);
    column.codes.forEach((code, row) => {
      const effect = effects[column.levels[code]!];
      if (effect === undefined)
        throw new DatasetError(`boundaryScores: a level of "${name}" has no effect. Add it.`);
      scores[row]! += effect;
    });
  }
  return scores;
}

function columnOf(table: Table, name: string) {
  const column = table.columns[name];
  if (column === undefined)
    throw new DatasetError(`boundaryScores: no column "${name}". Use the boundary's own table.`);
  return column;
}
