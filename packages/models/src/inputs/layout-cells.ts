import type { BindingContext } from '../cells/binding-context.ts';
import type { Cell } from '../cells/cell.ts';
import { cellOfColumn, columnsOf } from '../cells/cell-of-column.ts';
import { wordsOfFeature } from '../cells/words-of-feature.ts';
import type { MappedLayout } from '../input-map/input-map.ts';
import type { DescribedInput } from './bound-input.ts';

/** How many columns an input has in each layout. */
export interface LayoutWidths {
  readonly raw: number;
  readonly oneHot: number;
  readonly encoded: number;
}

/** See {@link LayoutWidths}. */
export function layoutWidths(context: BindingContext): LayoutWidths {
  const { featureSpace } = context;
  return {
    raw: columnsOf(context).length,
    oneHot: featureSpace.features.reduce(
      (sum, { width, indicates }) => sum + (indicates === undefined ? width : 0),
      0,
    ),
    encoded: featureSpace.width,
  };
}

/**
 * The cells of an input in one of the layouts, see {@link MappedLayout}.
 *
 * @throws ModelsError where the file takes numbers and a column has words.
 */
export function layoutCells(
  layout: MappedLayout['layout'],
  { name, type }: DescribedInput,
  context: BindingContext,
): Cell[] {
  const { featureSpace } = context;
  const targetOf = (place: number) => ({ type, place: `column ${place + 1} of "${name}"` });
  switch (layout) {
    case 'encoded':
      return Array.from({ length: featureSpace.width }, (_, column): Cell => ({ kind: 'encoded', column }));
    case 'raw':
      return columnsOf(context).map((column, place) => cellOfColumn(column.name, targetOf(place), context));
    case 'one-hot':
      return featureSpace.features
        .filter(({ indicates }) => indicates === undefined)
        .flatMap((feature): Cell[] => {
          if (feature.kind === 'categorical') {
            return wordsOfFeature(feature).map((_, own, words): Cell => {
              const values = words.map((__, place) => Number(place === own));
              return { kind: 'level', feature, values, absent: null };
            });
          }
          // Numbers of a schema are columns by themselves.
          return [cellOfColumn(feature.name, targetOf(feature.start), context)];
        });
  }
}
