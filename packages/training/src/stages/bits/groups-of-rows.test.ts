import { expect, it } from 'vitest';
import { groupsOfRows } from './groups-of-rows.ts';

const codes = (pick: (row: number) => number) => Int32Array.from({ length: 60 }, (_, row) => pick(row));

it('is every level with twenty members or more, by place; who has no level is in none', () => {
  const subgroups = {
    sex: { levels: ['a', 'b'], codes: codes((row) => row % 2) },
    age: { levels: ['young', 'old', 'rare'], codes: codes((row) => (row < 30 ? 0 : row < 55 ? 1 : -1)) },
  };
  const rows = Array.from({ length: 50 }, (_, place) => place + 10);
  const groups = groupsOfRows(subgroups, rows);
  expect(groups.map((group) => group.length)).toEqual([25, 25, 20, 25]);
  expect(groups[3]!.map((place) => rows[place])).toEqual(Array.from({ length: 25 }, (_, at) => at + 30));
});

it('is all rows where no group is large enough', () => {
  expect(groupsOfRows({}, [4, 5])).toEqual([[0, 1]]);
  expect(groupsOfRows({ sex: { levels: ['a'], codes: codes(() => 0) } }, [1])).toEqual([[0]]);
});
