import { expect, it } from 'vitest';
import { markdownFences } from './markdown-fences.ts';

it('finds fences with their language, words and first line', () => {
  const markdown = [
    '# Title',
    '```ts continued',
    'const a = 1;',
    '```',
    'text',
    '~~~SH',
    'cfq list',
    '~~~',
  ].join('\n');
  expect(markdownFences(markdown)).toEqual([
    { language: 'ts', words: ['continued'], code: 'const a = 1;', line: 3, above: '# Title' },
    { language: 'sh', words: [], code: 'cfq list', line: 7, above: 'text' },
  ]);
});

it('does not end a fence at a shorter or a different one', () => {
  const markdown = ['````md', '```ts', 'x', '```', '~~~', '````'].join('\n');
  expect(markdownFences(markdown)).toEqual([
    { language: 'md', words: [], code: '```ts\nx\n```\n~~~', line: 2, above: '' },
  ]);
});

it('removes the indentation of a fence inside a list', () => {
  const markdown = ['- step', '  ```ts', '  if (a) {', '    b();', '  }', '  ```'].join('\n');
  expect(markdownFences(markdown)[0]?.code).toBe('if (a) {\n  b();\n}');
});

it('lets a fence that is never closed run to the end', () => {
  expect(markdownFences('```ts\na;')).toEqual([
    { language: 'ts', words: [], code: 'a;', line: 2, above: '' },
  ]);
});
