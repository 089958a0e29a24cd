import { aggregates } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { directionOf } from './aggregate-columns.ts';
import { shortHeading } from './short-heading.ts';

/** What the arrows of headings mean. */
export const arrowsMean = '↑ higher is better, ↓ lower is better, →0 closer to zero is better.';

/**
 * What the columns of some aggregates are, one line each, from the catalogue: `VD ↓: share of the teacher's valid
 * actions that the student refuses; over valid teacher actions`.
 *
 * @param short whether the columns have their short headings
 */
export function legendOf(names: readonly CellAggregate[], { short = false } = {}): string[] {
  return [...new Set(names)].map((name) => {
    const { symbol, title, description, over } = aggregates[name];
    const heading = short ? shortHeading(name) : `${symbol}${directionOf(name)}`;
    const said = short && title !== description ? `${title}, ` : '';
    return `${heading}: ${said}${description}; over ${over}`;
  });
}
