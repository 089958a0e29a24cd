import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import { partKinds } from '@cfq/parts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { generatorKinds } from './kinds.ts';
import { contribute } from './shared/contribute.ts';
import { repository } from './shared/repository-copy.ts';

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

describe('the generators', () => {
  it('are one a kind of part, which Nx finds and CONTRIBUTING names', () => {
    const { generators } = JSON.parse(read('tools/generators/generators.json')) as {
      generators: Record<string, { factory: string; schema: string }>;
    };
    expect(Object.keys(generators).sort()).toEqual([...partKinds].sort());
    const factories = createRequire(import.meta.url)('./shared/run.cjs') as Record<string, unknown>;
    for (const [kind, { factory, schema }] of Object.entries(generators)) {
      expect(factory).toBe(`./shared/run.cjs#${kind}`);
      expect(factories[kind]).toBeTypeOf('function');
      expect(JSON.parse(read(join('tools/generators', schema)))).toMatchObject({ required: ['name'] });
      expect(read('CONTRIBUTING.md')).toContain(`tools/generators:${kind}`);
    }
  });
});

describe.each(Object.values(generatorKinds))('the $kind generator', (kind) => {
  const catalogue = `${kind.sources}/catalogue.ts`;
  const writes = (name: string) => [
    `${kind.sources}/${kind.file(name)}.ts`,
    `${kind.sources}/${kind.file(name)}.test.ts`,
    `${kind.pages}/${name}.md`,
    `.changeset/${kind.kind}-${name}.md`,
  ];
  const generate = (name: string, details = {}) => contribute(tree, kind, { name, ...details });
  const text = (file: string): string => tree.read(file, 'utf8') ?? '';
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    tree.write(catalogue, read(catalogue));
  });

  it('writes a part, its test, its page and a changeset, and one line of the catalogue', async () => {
    const before = text(catalogue).split('\n');
    await generate('fresh-start', { description: "what the field's people do", source: 'Author 2024' });
    const [part, own, page, changeset] = writes('fresh-start').map(text);
    expect(part).toContain("what the field's people do");
    expect(part).toContain('@see Author 2024.');
    expect(own).toContain("describe('fresh-start'");
    expect(page).toMatch(/^# `fresh-start`\n\nwhat the field's people do\. Source: Author 2024\.\n/);
    expect(changeset).toMatch(/^---\n'@cfq\/[a-z-]+': minor\n---\n\n.*`fresh-start`/);
    const added = text(catalogue)
      .split('\n')
      .filter((line) => !before.includes(line));
    expect(added).toEqual([expect.stringMatching(/^export \{ freshStart\w* \} from '.*fresh-start\.ts';$/)]);
  });

  it('touches nothing else, and leaves no mark of the template behind', async () => {
    const before = new Set(tree.listChanges().map(({ path }) => path));
    await generate('plain');
    const written = tree.listChanges().filter(({ path }) => !before.has(path));
    expect(written.map(({ path }) => path).sort()).toEqual(writes('plain').sort());
    for (const { content } of written) expect(content?.toString()).not.toMatch(/<%|%>|__/);
  });

  it('can be run again for another name', async () => {
    await generate('first-one');
    await generate('second-one');
    expect(text(catalogue)).toMatch(/first-one[^]*second-one/);
  });

  it('refuses a taken name and one that is not kebab-case, writing nothing', async () => {
    await generate('taken');
    const before = text(catalogue);
    await expect(generate('taken')).rejects.toThrow(/"taken" exists already/);
    for (const name of ['Camel', '1st', 'two--dashes', '../out', '']) {
      await expect(generate(name)).rejects.toThrow(/a name is kebab-case/);
    }
    expect(text(catalogue)).toBe(before);
  });

  it('refuses a catalogue in a shape that it does not understand, and a missing one', async () => {
    tree.write(catalogue, 'export {};\n');
    const before = tree.listChanges().map(({ path }) => path);
    await expect(generate('lost')).rejects.toThrow(/Register by hand/);
    expect(tree.listChanges().map(({ path }) => path)).toEqual(before);
    tree.delete(catalogue);
    await expect(generate('lost')).rejects.toThrow(/is missing/);
  });
});
