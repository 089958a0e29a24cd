import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pagesOf } from './pages-of.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cfq-docs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lists pages with their headings, the index first', async () => {
  await writeFile(join(folder, 'b.md'), '---\ntitle: x\n---\n\n# `b`, a page\n');
  await writeFile(join(folder, 'a.md'), '# A\n');
  await writeFile(join(folder, 'index.md'), '# All\n');
  await writeFile(join(folder, 'notes.txt'), '# no page');
  expect(pagesOf(folder)).toEqual([
    { title: 'All', file: '' },
    { title: 'A', file: 'a' },
    { title: 'b, a page', file: 'b' },
  ]);
});

it('refuses a page without a heading', async () => {
  await writeFile(join(folder, 'a.md'), 'text\n');
  expect(() => pagesOf(folder)).toThrow(/first-level heading.*a\.md/);
});
