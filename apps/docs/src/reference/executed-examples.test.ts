import { expect, it } from 'vitest';
import { examplesOf, testsOf } from './executed-examples.ts';

const program = (code: string, source = 'page.md') => ({ code, source, package: null, importing: code });

it('an example is the shortest program that imports a function and calls it', () => {
  const long = program(`import { cost } from '@cfq/a';\n\nconst x = 1;\ncost(x); // → 1`, 'long.md');
  const short = program(`\n\n  import { cost } from '@cfq/a';\n  cost(1);\n`, 'short.md');
  const other = program(`import { cost } from '@cfq/b';\ncost(1);`);
  expect(examplesOf('@cfq/a', ['cost', 'none'], [long, other, short])).toEqual(
    new Map([['cost', { code: `import { cost } from '@cfq/a';\ncost(1);`, source: 'short.md' }]]),
  );
});

it('a test stands in where no document calls it, under its own words', () => {
  const tests = testsOf(
    'cost.test.ts',
    "describe('cost', () => {\n  it('counts a change once', () => {\n    expect(cost(1)).toBe(1);\n  });\n});\n",
    '@cfq/a',
  );
  expect(examplesOf('@cfq/a', ['cost'], tests).get('cost')).toEqual({
    code: '// counts a change once\nexpect(cost(1)).toBe(1);',
    source: 'cost.test.ts',
  });
  const page = program(
    `import { cost } from '@cfq/a';\n// longer than the test is, and still first\ncost(1);`,
  );
  expect(examplesOf('@cfq/a', ['cost'], [...tests, page]).get('cost')?.source).toBe('page.md');
});
