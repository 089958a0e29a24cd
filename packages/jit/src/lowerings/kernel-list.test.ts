import { readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { kernelList } from './testing/kernel-list.ts';

const [BEGIN, END] = [
  '<!-- kernels: begin (written by the tests, run them with -u) -->',
  '<!-- kernels: end -->',
];

it('the README lists the kernels as they are', async () => {
  const path = new URL('../../README.md', import.meta.url);
  const readme = await readFile(path, 'utf8');
  for (const mark of [BEGIN, END]) expect(readme.split(mark)).toHaveLength(2);
  const [before, rest = ''] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  await expect(`${before}${BEGIN}\n\n${kernelList()}\n\n${END}${after}`).toMatchFileSnapshot(path.pathname);
});
