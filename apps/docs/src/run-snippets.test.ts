import { describe, expect, it } from 'vitest';
import { runSnippets } from './run-snippets.ts';
import type { SnippetProgram } from './snippet-programs.ts';
import { typeErrorsOfSnippets } from './type-errors-of-snippets.ts';

const program = (code: string, typed = true, output?: string): SnippetProgram => ({
  name: 'a.md:1',
  file: 'a.md',
  typed,
  files: { 'one.json': '[1]' },
  output,
  code,
});

describe('runSnippets', () => {
  it('tells the programs that hold from those that throw, lie or cannot be checked', async () => {
    const [holds, throws, lies, unchecked, later] = await runSnippets([
      program("import { inspect } from 'node:util';\ninspect(1); // → '1'"),
      program("throw new RangeError('too far');"),
      program('const a: number = 1 + 1; // → 3'),
      program('// → 3'),
      program(
        "import { readFileSync } from 'node:fs';\nJSON.parse(readFileSync('one.json', 'utf8')); // → [1]",
      ),
    ]);
    expect(holds).toBeNull();
    expect(throws).toMatch(/RangeError: too far/);
    expect(lies).toMatch(/shows 3, the code gives 2/);
    expect(unchecked).toMatch(/statement of its own/);
    expect(later).toBeNull();
  }, 60_000);

  it('compares what is printed with the output that is shown', async () => {
    const [same, other] = await runSnippets([
      program("console.log('a', 1);", true, 'a 1'),
      program("console.log('a', 2);", true, 'a 1'),
    ]);
    expect(same).toBeNull();
    expect(other).toMatch(/shows the output\na 1\nthe program prints\na 2/);
  }, 60_000);

  it('names the program that ends the process and the one that never ends', async () => {
    expect(await runSnippets([program('process.exit(3);'), program('1;')])).toEqual([
      expect.stringMatching(/exit code 3/),
      'did not run',
    ]);
    expect(await runSnippets([program('for (;;) {}')], { timeout: 3000 })).toEqual([
      expect.stringMatching(/out of time/),
    ]);
  }, 60_000);
});

describe('typeErrorsOfSnippets', () => {
  it('reports wrong types and syntax at their line, of TypeScript only', () => {
    const errors = typeErrorsOfSnippets([
      program("\nconst a: number = 'one';"),
      program("\nconst a = 'one';"),
      program('const b = ;', false),
    ]);
    expect(errors).toEqual([expect.stringMatching(/^a\.md:2 .*not assignable/)]);
  }, 60_000);
});
