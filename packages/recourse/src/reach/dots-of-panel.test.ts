import fc from 'fast-check';
import { expect, it } from 'vitest';

import { dotsOfPanel, panelRows } from './dots-of-panel.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });

it('gives the sums of products of two vectors with each row of a panel, added one by one', () => {
  const pair = fc.tuple(number, number, fc.array(number, { minLength: panelRows, maxLength: panelRows }));
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 9 }),
      fc.nat({ max: 3 }),
      fc.nat({ max: 3 }),
      (columns, before, to) => {
        const both = Float64Array.from(columns.flatMap(([x, y]) => [x, y]));
        const panel = [...Array<number>(before).fill(9), ...columns.flatMap(([, , rows]) => rows)];
        const out = new Float64Array(to + 2 * panelRows).fill(7);
        dotsOfPanel(both, Float64Array.from(panel), before, columns.length, out, to);
        const sums = Array.from({ length: panelRows }, (_, row) =>
          [0, 1].map((vector) =>
            columns.reduce((sum, column) => sum + (column[vector] as number) * column[2][row]!, 0),
          ),
        );
        expect(Array.from(out)).toEqual([...Array<number>(to).fill(7), ...sums.flat()]);
      },
    ),
  );
});
