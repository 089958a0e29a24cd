import { describe, expect, it } from 'vitest';
import { checkExpected } from './check-expected.ts';

const shows = (actual: unknown, expected: string) => () => checkExpected(actual, expected, 7);

describe('checkExpected', () => {
  it('takes a decimal as precise as it is written and an integer as exact', () => {
    expect(shows(1 / 3, '0.333')).not.toThrow();
    expect(shows(1 / 3, '0.334')).toThrow(/line 7.*0\.334.*0\.333333/s);
    expect(shows(1.2e-7, '1.2e-7')).not.toThrow();
    expect(shows(1.3e-7, '1.2e-7')).toThrow();
    expect(shows(2, '2')).not.toThrow();
    expect(shows(2.0001, '2')).toThrow();
    expect(shows(-0.5, '-0.5')).not.toThrow();
    expect(shows('0.5', '0.5')).toThrow();
  });

  it('keeps NaN, null, undefined, booleans and strings apart', () => {
    expect(shows(NaN, 'NaN')).not.toThrow();
    expect(shows(0, 'NaN')).toThrow();
    expect(shows(NaN, '0')).toThrow();
    expect(shows(null, 'null')).not.toThrow();
    expect(shows(undefined, 'null')).toThrow();
    expect(shows('4 bits', "'4 bits'")).not.toThrow();
    expect(shows('5 bits', "'4 bits'")).toThrow();
  });

  it('goes into arrays, typed arrays and objects, all keys counted', () => {
    expect(shows(Float32Array.of(0.1, 0.2), '[0.1, 0.2]')).not.toThrow();
    expect(shows([1, 2, 3], '[1, 2]')).toThrow();
    expect(shows({ value: 0.25, count: 4 }, '{ value: 0.25, count: 4 }')).not.toThrow();
    expect(shows({ value: 0.25, count: 4, more: 1 }, '{ value: 0.25, count: 4 }')).toThrow();
    expect(shows({ value: 0.25 }, '{ count: 4 }')).toThrow();
    expect(shows({ 0: 1 }, '[1]')).toThrow();
  });

  it('gives the value back', () => {
    expect(checkExpected(5, '5', 1)).toBe(5);
  });

  it('refuses what is not a value', () => {
    expect(shows(1, 'one or so')).toThrow(/JavaScript value/);
  });
});
