import { aggregates } from '@cfq/metrics/aggregates';
import { marginAggregates, wideAggregates, type CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import type { TextTable } from './text-table.ts';

/** The column of an aggregate in `report.csv`: `validity_drop`. */
export function csvColumnOf(name: CellAggregate): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What a cell holds: the catalogue of aggregates for people, one a row. */
export function aggregateTable(): TextTable {
  return {
    title: 'The aggregates of a cell; made from the catalogue of @cfq/metrics/aggregates',
    words: true,
    columns: ['in a cell', 'in report.csv', 'in tables', 'what', 'over', 'better'],
    rows: [...wideAggregates, ...marginAggregates].map((name) => {
      const { symbol, shown, description, over, better, scope } = aggregates[name];
      return [
        `${scope === 'margin' ? 'margins[].' : ''}${name}`,
        csvColumnOf(name),
        shown === 'tables' ? symbol : '–',
        description,
        over,
        better === 'none' ? '–' : better,
      ];
    }),
  };
}
