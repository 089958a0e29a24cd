import { describe, expect, it } from 'vitest';
import { UsageError } from './benchmark-error.ts';
import { parseNumbers } from './parse-numbers.ts';

describe('parseNumbers', () => {
  it('reads decimals in the order given, each once, and −0 as 0', () => {
    expect(parseNumbers('margins', '0.4,0, .2,0.40,1e-1')).toEqual([0.4, 0, 0.2, 0.1]);
    expect(Object.is(parseNumbers('margins', '-0')[0], 0)).toBe(true);
  });

  it.each(['', '1,', 'x', '0x10', 'Infinity', 'NaN', '1e999', '4 bits', '--4'])('refuses "%s"', (text) => {
    expect(() => parseNumbers('bits', text)).toThrow(UsageError);
    expect(() => parseNumbers('bits', text)).toThrow(/^--bits: /);
  });
});
