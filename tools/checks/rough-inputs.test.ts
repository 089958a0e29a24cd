import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, 'rough-inputs.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!input|-|:)/.test(line));

/** The tests that a row names, each by its title and file. */
const testsOf = (row: string) =>
  Array.from(row.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g), ([, title, path]) => ({
    title: title!,
    path: join(import.meta.dirname, path!),
  }));

/** Whether a text stands in a program as a whole literal. */
const isQuoted = (title: string, program: string) =>
  ["'", '"', '`'].some((quote) => program.includes(`${quote}${title}${quote}`));

describe('the page of rough inputs', () => {
  it('has a test for every input', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(testsOf(row), row).not.toHaveLength(0);
  });

  it('names tests that are there, and are not left out', () => {
    const gone = rows.flatMap(testsOf).filter(({ title, path }) => {
      const program = existsSync(path) ? readFileSync(path, 'utf8') : '';
      return !isQuoted(title, program) || program.includes(`.skip('${title}'`);
    });
    expect(gone).toEqual([]);
  });

  it('would find one that is gone', () => {
    expect(isQuoted('reads a file', "it('reads a file', () => {")).toBe(true);
    expect(isQuoted('reads a file', "it('reads a file of another', () => {")).toBe(false);
  });
});
