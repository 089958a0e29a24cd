import { expect, it } from 'vitest';
import { snippetPrograms } from './snippet-programs.ts';

const fence = (info: string, ...lines: string[]): string => ['```' + info, ...lines, '```', ''].join('\n');

it('makes a program of each ts or js fence and leaves the others alone', () => {
  const programs = snippetPrograms(
    'a.md',
    fence('ts', 'one;') + fence('sh', 'cfq list') + fence('js', 'two;'),
  );
  expect(programs.map(({ name, typed, code }) => ({ name, typed, code: code.trim() }))).toEqual([
    { name: 'a.md:2', typed: true, code: 'one;' },
    { name: 'a.md:8', typed: false, code: 'two;' },
  ]);
});

it('joins a continued fence to the one before and keeps the line numbers of the document', () => {
  const [program, ...more] = snippetPrograms(
    'a.md',
    fence('ts', 'one;') + 'text\n' + fence('ts continued', 'two;'),
  );
  expect(more).toEqual([]);
  expect(program?.code.split('\n')).toEqual(['', 'one;', '', '', '', 'two;']);
});

it('refuses a continuation of nothing', () => {
  expect(() => snippetPrograms('a.md', fence('ts continued', 'one;'))).toThrow(/a\.md:2/);
});

it('gives every program of a document the files that its fences name', () => {
  const programs = snippetPrograms(
    'a.md',
    fence('js', 'one;') + fence('json [a.json]', '[1]') + fence('py', 'x'),
  );
  expect(programs.map(({ files }) => files)).toEqual([{ 'a.json': '[1]\n' }]);
});

it('takes a data fence under a line that names its file for that file', () => {
  const markdown = `Suppose \`a.json\` holds\n\n${fence('json', '[1]')}${fence('yaml', 'x: 1')}${fence('js', 'one;')}`;
  expect(snippetPrograms('a.md', markdown)[0]?.files).toEqual({ 'a.json': '[1]\n' });
});

it('takes the text fence right after a program for its output', () => {
  const markdown = `${fence('js', 'one;')}prints\n\n${fence('text', '1', '2')}${fence('js', 'two;')}`;
  expect(snippetPrograms('a.md', markdown).map(({ output }) => output)).toEqual(['1\n2', undefined]);
});
