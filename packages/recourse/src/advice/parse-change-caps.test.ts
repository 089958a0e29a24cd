import { describe, expect, it } from 'vitest';

import { parseChangeCaps } from './parse-change-caps.ts';

describe('parseChangeCaps', () => {
  it.each([
    ['income<=+20%', [{ feature: 'income', direction: 'increase', percent: 20 }]],
    ['credit amount >= -1500', [{ feature: 'credit amount', direction: 'decrease', amount: 1500 }]],
    ['duration ≤ 12', [{ feature: 'duration', direction: 'any', amount: 12 }]],
    ['rate<=±0.5 %', [{ feature: 'rate', direction: 'any', percent: 0.5 }]],
    [
      'income<=+20%, income>=-0,loan, secured<=500',
      [
        { feature: 'income', direction: 'increase', percent: 20 },
        { feature: 'income', direction: 'decrease', amount: 0 },
        { feature: 'loan, secured', direction: 'any', amount: 500 },
      ],
    ],
    ['a<=b<=3', [{ feature: 'a<=b', direction: 'any', amount: 3 }]],
  ])('reads %s', (text, caps) => {
    expect(parseChangeCaps(text)).toEqual(caps);
  });

  it.each([
    '',
    'income',
    'income<=',
    '<=20',
    'income<=-20%',
    'income>=+20%',
    'income>=20',
    'income=20',
    'income<=+twenty',
  ])('refuses %j, and shows how caps are written', (text) => {
    expect(() => parseChangeCaps(text)).toThrow(/parseChangeCaps: .*"income<=\+20%".*got "/);
  });
});
