import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { oneLine } from './one-line.ts';
import { plainError } from './plain-error.ts';

describe('an error in words', () => {
  it('names the places of data that do not fit, and is no JSON', () => {
    const { error } = z
      .object({ a: z.object({ p: z.number().positive() }), b: z.string() })
      .safeParse({ a: { p: 0 } });
    const line =
      'a.p: Too small: expected number to be >0; b: Invalid input: expected string, received undefined';
    expect(oneLine(error)).toBe(line);
    expect(plainError(error)).toEqual({ name: 'ZodError', message: line });
  });

  it('is what was thrown, whatever it is', () => {
    expect(plainError(new TypeError('no'))).toEqual({ name: 'TypeError', message: 'no' });
    expect(plainError('no')).toEqual({ name: 'Error', message: 'no' });
    expect(oneLine(new RangeError())).toBe('RangeError');
    expect(oneLine(' a\n  b ')).toBe('a b');
  });
});
