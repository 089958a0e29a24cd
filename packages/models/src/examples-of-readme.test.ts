import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseInputMap } from './index.ts';

it('the input map of the README is one', () => {
  const text = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const [, map = ''] = /```yaml\n(.*?)```/s.exec(text)!;
  expect(Object.keys(parseInputMap(map).inputs)).toEqual(['age', 'x', 'z']);
});
