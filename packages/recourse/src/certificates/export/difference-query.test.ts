import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RecourseError } from '../../recourse-error.ts';
import { marginOf } from '../testing/network-pairs.ts';
import { differenceQuery } from './difference-query.ts';

type Expression = string | readonly Expression[];

/** All expressions of a text: brackets nest, `X[0,1]` is a word. */
function parse(text: string): Expression[] {
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const next = (): Expression => {
    const word = words[at]!;
    at += 1;
    if (word !== '(') return word;
    const inside: Expression[] = [];
    while (words[at] !== ')') inside.push(next());
    at += 1;
    return inside;
  };
  const all: Expression[] = [];
  while (at < words.length) all.push(next());
  return all;
}

const valueOf = (expression: Expression, of: Readonly<Record<string, number>>): number => {
  if (typeof expression === 'string') return expression in of ? of[expression]! : Number(expression);
  const [operator, ...rest] = expression;
  const values = rest.map((one) => valueOf(one, of));
  return operator === '+' ? values.reduce((a, b) => a + b, 0) : values.reduce((a, b) => a * b, 1);
};

const holds = (expression: Expression, of: Readonly<Record<string, number>>): boolean => {
  const [operator, ...rest] = expression as readonly Expression[];
  if (operator === 'or') return rest.some((one) => holds(one, of));
  if (operator === 'and') return rest.every((one) => holds(one, of));
  const [left, right] = rest.map((one) => valueOf(one, of)) as [number, number];
  if (operator === '==') return left === right;
  return operator === '<=' ? left <= right : left >= right;
};

const quarter = fc.integer({ min: -40, max: 40 }).map((quarters) => quarters / 4);
const logits = fc.array(quarter, { minLength: 3, maxLength: 3 });

describe('differenceQuery', () => {
  it('holds just where a point is in the box and the margin falls short by so much', () => {
    const box = { low: [-1, 0.5], high: [1, 0.75] };
    const parsed = parse(differenceQuery({ ...box, classes: 3, target: 2, shortfall: 0.75 }));
    const declared = (name: string, suffix: string): Expression => [
      'declare-network',
      name,
      ['declare-input', `X_${suffix}`, 'float32', '[1,2]'],
      ['declare-output', `Y_${suffix}`, 'float32', '[1,3]'],
    ];
    expect(parsed[0]).toEqual(['vnnlib-version', '<2.0>']);
    expect(parsed.slice(1, 3)).toEqual([declared('teacher', 'f'), declared('student', 'q')]);
    const claims = parsed.slice(3).map(([head, claim]) => {
      expect(head).toBe('assert');
      return claim!;
    });
    fc.assert(
      fc.property(logits, logits, fc.constantFrom(-2, -1, 0, 1), (teacher, student, x) => {
        const of: Record<string, number> = {};
        for (const [suffix, values] of [['f', teacher] as const, ['q', student] as const]) {
          values.forEach((value, label) => (of[`Y_${suffix}[0,${label}]`] = value));
          [x, 0.5].forEach((value, at) => (of[`X_${suffix}[0,${at}]`] = value));
        }
        const isShort = marginOf(teacher, 2) - marginOf(student, 2) >= 0.75;
        expect(claims.every((claim) => holds(claim, of))).toBe(isShort && x >= -1);
      }),
    );
  });

  it('writes numbers as they are, without exponents', () => {
    const query = differenceQuery({ low: [-1e-9], high: [1e21], classes: 2, shortfall: 5e-8 });
    expect(query).not.toMatch(/\de[+-]?\d/);
    const numbers = query.match(/-?\d+\.\d+/g)!.map(Number);
    for (const value of [-1e-9, 1e21, 5e-8]) expect(numbers).toContain(value);
  });

  it('refuses what is no box and no class', () => {
    const fits = { low: [0], high: [1], classes: 2, shortfall: 0 };
    for (const wrong of [{ low: [2] }, { high: [] }, { target: 2 }, { classes: 1 }, { shortfall: NaN }]) {
      expect(() => differenceQuery({ ...fits, ...wrong })).toThrow(RecourseError);
    }
  });
});
