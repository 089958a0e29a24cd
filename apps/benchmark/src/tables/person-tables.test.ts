import { describe, expect, it } from 'vitest';
import { sampleCell } from '../testing/sample-cell.ts';
import { personTables } from './person-tables.ts';
import { renderTerminal } from './render-terminal.ts';
import { summarizeCells } from './summarize-cells.ts';
import { lengthOf } from './wrap-text.ts';

const people = sampleCell().people;
const [first, second] = people;
const kept = [{ ...first!, action: { ...first!.action!, studentMargin: 0.3, kept: true } }, second!];
const [table] = summarizeCells([
  sampleCell({ seed: 1, people: [] }),
  sampleCell({ method: 'lsq' }),
  sampleCell({ method: 'cfq-faithful', people: kept }),
  sampleCell({ method: 'r-margin', people: [] }),
]);

describe('some denied people', () => {
  it('are told of with their action in its own units, and what every student answers', () => {
    const [told, without] = personTables(table!, 3);
    expect(told?.lead?.join(' ')).toBe(
      'Denied by the teacher, with a margin of −0.40. Promised at κ = 0.2: income 20 → 25 k; home rent → own. ' +
        'That costs 1.20; the teacher then grants it, with a margin of 0.21.',
    );
    expect(told?.rows).toEqual([
      ['lsq', 'denied', 'denied', '−0.05', 'broken'],
      ['cfq-faithful', 'denied', 'granted', '0.30', 'kept'],
    ]);
    expect(without?.lead?.[0]).toContain('nothing is promised');
    expect(without?.rows).toEqual([
      ['lsq', 'granted'],
      ['cfq-faithful', 'granted'],
    ]);
  });

  it('are as many as asked for, of the first seed, and fit a terminal', () => {
    expect(personTables(table!, 1)).toHaveLength(1);
    expect(personTables(table!, 1)[0]?.title).toContain('person 1 of 1, row 7 of those evaluated, seed 0');
    const drawn = renderTerminal(personTables(table!, 1)[0]!, { width: 60 });
    expect(Math.max(...drawn.split('\n').map(lengthOf))).toBeLessThanOrEqual(60);
  });

  it('are nobody where cells tell of nobody', () => {
    expect(personTables(summarizeCells([sampleCell({ people: [] })])[0]!, 3)).toEqual([]);
  });
});
