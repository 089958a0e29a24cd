import { expect, it } from 'vitest';
import { instrumentSnippet } from './instrument-snippet.ts';

const instrumented = (code: string): string => instrumentSnippet(code, 'check');

it('checks an expression, a logged value and a declared value', () => {
  expect(instrumented('1 + 1; // → 2')).toBe('check(1 + 1, "2", 1); // → 2');
  expect(instrumented('\nconsole.log(f(x)); // → 2')).toBe('\nconsole.log(check(f(x), "2", 2)); // → 2');
  expect(instrumented('const a = await f(); // → 2')).toBe('const a = check(await f(), "2", 1); // → 2');
});

it('checks a statement of several lines at its last', () => {
  expect(instrumented('f({\n  a: 1,\n}); // → 2')).toBe('check(f({\n  a: 1,\n}), "2", 3); // → 2');
});

it('leaves a program without shown values as it is', () => {
  expect(instrumented('const a = 1; // one')).toBe('const a = 1; // one');
});

it('refuses a shown value that belongs to nothing', () => {
  expect(() => instrumented('// → 2')).toThrow(/line 1/);
  expect(() => instrumented('const a = 1, b = 2; // → 2')).toThrow(/line 1/);
  expect(() => instrumented('console.log(a, b); // → 1 2')).toThrow(/statement of its own/);
});
