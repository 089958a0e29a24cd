import { describe, expect, it } from 'vitest';
import { columnsFrom } from './columns-from.ts';
import { NetworkError } from './network-error.ts';
import type { FileInterface } from './model/file-interface.ts';

const files: Pick<FileInterface, 'inputs' | 'columns'> = {
  inputs: [
    { name: 'numbers', type: 'float32', columns: 2, flat: false },
    { name: 'job', type: 'string', columns: 1, flat: true },
  ],
  columns: [
    { kind: 'number', input: 'numbers', column: 1, offset: 10, scale: 4, absent: 6 },
    { kind: 'number', input: 'numbers', column: 0, offset: 0, scale: 1, absent: null },
    { kind: 'absent', input: 'numbers', column: 1 },
    { kind: 'category', input: 'job', column: 0, value: 'clerk' },
    { kind: 'absent', input: 'job', column: 0 },
    { kind: 'category', input: 'numbers', column: 0, value: 3 },
  ],
};

describe('columnsFrom', () => {
  it('scales, replaces what is absent, and tells categories', () => {
    const { data, shape } = columnsFrom(files, {
      numbers: { data: [3, 12, 0.5, NaN, NaN, 10], shape: [3, 2] },
      job: { data: ['clerk', '', 'Clerk'], shape: [3] },
    });
    expect(shape).toEqual([3, 6]);
    // (12 − 10) / 4; (6 − 10) / 4; 0 where nothing is to be done.
    expect([...data]).toEqual([0.5, 3, 0, 1, 0, 1, -1, 0.5, 1, 0, 1, 0, 0, NaN, 0, 0, 0, 0]);
  });

  const numbers = { data: [1, 2], shape: [1, 2] };
  const job = { data: ['clerk'], shape: [1] };
  it.each([
    ['an input that is missing', { numbers }, '"job"'],
    ['other columns', { numbers: { data: [1, 2, 3], shape: [1, 3] }, job }, '[rows, 2]'],
    ['fewer numbers than rows', { numbers: { data: [1], shape: [1, 2] }, job }, '[rows, 2]'],
    ['numbers in place of texts', { numbers, job: { data: [1], shape: [1] } }, 'string'],
    ['other rows', { numbers, job: { data: ['a', 'b'], shape: [2] } }, 'equally many rows'],
  ])('refuses %s', (_, inputs, said) => {
    expect(() => columnsFrom(files, inputs)).toThrow(NetworkError);
    expect(() => columnsFrom(files, inputs)).toThrow(said);
  });

  it('refuses a column of no input', () => {
    const columns = [{ kind: 'absent', input: 'numbers', column: 2 }] as const;
    expect(() => columnsFrom({ ...files, columns }, { numbers, job })).toThrow('columns are of inputs');
  });
});
