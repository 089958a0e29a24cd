import { expect, it } from 'vitest';
import { examplesOf, testsOf, usesOf } from './executed-examples.ts';

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

it('a test brings the function along that calls for it, and the sources stand in where nothing else calls', () => {
  const tests = testsOf(
    'cost.test.ts',
    "describe('cost', () => {\n  const paid = (x: number) => cost<number>(x);\n\n  it.each([1])('counts %d', (x) => {\n    expect(paid(x)).toBe(x);\n  });\n});\n",
    '@cfq/a',
  );
  const code = 'const paid = (x: number) => cost<number>(x);\n\n// counts %d\nexpect(paid(x)).toBe(x);';
  const uses = usesOf(
    'pay.ts',
    'export function cost(x) {\n  return cost(x - 1);\n}\nexport const twice = (x) => cost(double(x));\n',
    '@cfq/a',
  );
  const found = examplesOf('@cfq/a', ['cost', 'double'], [...uses, ...tests]);
  expect(found.get('cost')).toEqual({ code, source: 'cost.test.ts' });
  expect(found.get('double')?.code).toBe('export const twice = (x) => cost(double(x));');
  expect(examplesOf('@cfq/a', ['twice'], uses).size).toBe(0);
});
