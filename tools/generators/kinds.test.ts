import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { generatorKinds } from './kinds.ts';
import { repository } from './shared/repository-copy.ts';

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

test('every generator has its kind, its schema and its entry in generators.json', () => {
  const { generators } = JSON.parse(read('tools/generators/generators.json')) as {
    generators: Record<string, { factory: string; schema: string }>;
  };
  expect(Object.keys(generators)).toEqual(expect.arrayContaining(generatorKinds.map(({ kind }) => kind)));
  for (const [kind, { factory, schema }] of Object.entries(generators)) {
    expect(read(join('tools/generators', factory))).toContain(`${kind}Generator`);
    expect(JSON.parse(read(join('tools/generators', schema)))).toMatchObject({ required: ['name'] });
    expect(read('CONTRIBUTING.md')).toContain(`tools/generators:${kind}`);
  }
});

describe.each(generatorKinds)('the $kind generator', ({ kind, generate, edits, writes, registered }) => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    for (const file of ['.prettierrc.json', ...edits]) tree.write(file, read(file));
  });
  const text = (file: string): string => tree.read(file, 'utf8') ?? '';
  const details = { description: "what the field's people do", source: 'Author 2024' };

  test('writes file, test, docs and changeset, and registers', async () => {
    await generate(tree, { name: 'fresh-start', ...details });
    const [implementation, own] = writes('fresh-start').map(text);
    expect(implementation).toContain("what the field's people do");
    expect(implementation).toContain('@see Author 2024.');
    expect(own).toContain("describe('fresh-start'");
    expect(text(edits[0]!)).toMatch(registered);
    const pages = [...edits, ...writes('fresh-start')].filter((file) => file.startsWith('apps/docs'));
    expect(pages.map(text).join('\n')).toMatch(
      /`fresh-start`[^]*what the field's people do\. Source: Author 2024\./,
    );
    expect(text(`.changeset/${kind}-fresh-start.md`)).toMatch(
      /^---\n'@cfq\/[a-z-]+': minor\n---\n\n.*`fresh-start`/,
    );
  });

  test('leaves no mark of the template behind', async () => {
    await generate(tree, { name: 'plain' });
    const written = tree.listChanges().filter(({ path }) => path.includes('plain'));
    expect(written.map(({ path }) => path).sort()).toEqual(
      [...writes('plain'), `.changeset/${kind}-plain.md`].sort(),
    );
    for (const { content } of written) expect(content?.toString()).not.toMatch(/<%|%>|__/);
  });

  test('can be run again for another name', async () => {
    await generate(tree, { name: 'first-one' });
    await generate(tree, { name: 'second-one' });
    expect(text(edits[0]!)).toMatch(/first-one[^]*second-one/);
  });

  test('refuses a taken name and one that is not kebab-case, writing nothing', async () => {
    await generate(tree, { name: 'taken' });
    const before = edits.map(text);
    await expect(generate(tree, { name: 'taken' })).rejects.toThrow(/"taken" exists already/);
    for (const name of ['Camel', '1st', 'two--dashes', '../out', '']) {
      await expect(generate(tree, { name })).rejects.toThrow(/a name is kebab-case/);
    }
    expect(edits.map(text)).toEqual(before);
  });

  test.each(edits)('refuses to edit %s in a shape that it does not understand', async (file) => {
    tree.write(file, 'export {};\n');
    const before = tree.listChanges().map(({ path }) => path);
    await expect(generate(tree, { name: 'lost' })).rejects.toThrow(/Register by hand/);
    expect(tree.listChanges().map(({ path }) => path)).toEqual(before);
    tree.delete(file);
    await expect(generate(tree, { name: 'lost' })).rejects.toThrow(/is missing/);
  });
});
