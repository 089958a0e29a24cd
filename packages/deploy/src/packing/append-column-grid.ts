import type { ColumnGrid } from '@cfq/network';
import { appendNode, type GraphParts } from '../graph/graph-parts.ts';
import { appendFloats, appendSteps } from './append-steps.ts';

/**
 * Appends the grid of the columns in front of the first layer.
 *
 * @param columns name of the columns.
 * @returns name of the columns on their grid.
 */
export function appendColumnGrid(parts: GraphParts, grid: ColumnGrid, columns: string): string {
  if (grid.offset.every((value) => value === 0)) return appendSteps(parts, 'cfq/columns', grid, columns);
  const offset = appendFloats(parts, 'cfq/columns.offset', grid.offset);
  const moved = appendNode(parts, 'Sub', [columns, offset], 'cfq/columns.moved');
  const steps = appendSteps(parts, 'cfq/columns', grid, moved);
  return appendNode(parts, 'Add', [steps, offset], 'cfq/columns.read');
}
