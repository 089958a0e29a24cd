import { parsePeople } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { oddNumbers } from './odd-numbers.ts';

const schema = 'name: few\nsparsity: 1\ncolumns:\n  age: { kind: numeric }\n  job: { kind: categorical }\n';

/** Sentences about ages, the first of which stands on line 2. */
const about = (ages: readonly (number | string)[]): string[] => {
  const csv = `age,job\n${ages.map((age, row) => `${age},${row % 2 === 0 ? 'clerk' : 'smith'}`).join('\n')}\n`;
  return oddNumbers(parsePeople({ csv, schema }), 'few.csv');
};
const usual = Array.from({ length: 20 }, (_, row) => 20 + row);

describe('numbers that lie far outside of their column', () => {
  it('are none where numbers are as they are', () => {
    expect(about(usual)).toEqual([]);
    expect(about([...usual, 58])).toEqual([]);
  });

  it('are further away than the others are from each other', () => {
    expect(about([...usual, 59])).toEqual([
      'Look at "age": 59 (few.csv line 22) is far above all other rows: the others run from 20 to 39. ' +
        'People were opened as they stand.',
    ]);
    expect(about([-99999, ...usual])[0]).toContain('-99999 (few.csv line 2) is far below all other rows');
  });

  it('are below 0 where no other is', () => {
    expect(about([...usual, -1])[0]).toContain('-1 (few.csv line 22) is far below');
    expect(about([...usual.map((age) => age - 20), -1])).toEqual([
      'Look at "age": -1 (few.csv line 22) is below 0, where no other row is. People were opened as they stand.',
    ]);
    expect(about([...usual.map((age) => age - 30), -11])).toEqual([]);
  });

  it('are one in a hundred rows at most, of which five lines are named', () => {
    const many = Array.from({ length: 594 }, (_, row) => row % 30);
    const six = Array.from({ length: 6 }, () => 999);
    expect(about([...many, ...six])[0]).toMatch(/999 \(few\.csv line 600\) and 1 more are far above/);
    expect(about([...usual, 999, 999])).toEqual([]);
  });

  it('are looked for among numbers that are there, and not in a few rows or a column of one number', () => {
    expect(about([...usual, '', 99])[0]).toContain('99 (few.csv line 23)');
    expect(about([1, 2, 3, 99])).toEqual([]);
    expect(about([...usual.map(() => 0), 1])).toEqual([]);
  });
});
