import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { quantizerGenerator } from './generator.ts';

const sources = 'packages/quantizers/src';
const wired = [`${sources}/index.ts`, `${sources}/quantizers.ts`];

/** An empty workspace with the two files of this repository that the generator edits. */
function workspace(): Tree {
  const tree = createTreeWithEmptyWorkspace();
  tree.write(
    '.prettierrc.json',
    '{ "singleQuote": true, "printWidth": 110, "semi": true, "trailingComma": "all" }',
  );
  for (const file of wired) {
    tree.write(file, readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url))));
  }
  return tree;
}

describe('the quantizer generator', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = workspace();
  });
  const text = (file: string): string => tree.read(file, 'utf8') ?? '';

  test('writes file, test and docs page and registers the quantizer', async () => {
    await quantizerGenerator(tree, {
      name: 'tanh-normalised',
      description: "DoReFa's weights",
      source: 'Zhou 2016',
    });
    expect(text(`${sources}/quantizers/tanh-normalised.ts`)).toContain("name: 'tanh-normalised',");
    expect(text(`${sources}/quantizers/tanh-normalised.ts`)).toContain(
      'export const tanhNormalised: Quantizer',
    );
    expect(text(`${sources}/quantizers/tanh-normalised.ts`)).toContain("DoReFa's weights");
    expect(text(`${sources}/quantizers/tanh-normalised.test.ts`)).toContain("describe('tanh-normalised'");
    expect(text('apps/docs/quantizers/tanh-normalised.md')).toMatch(/^# `tanh-normalised`/);
    const [index, registry] = wired.map(text);
    expect(index).toContain("export { tanhNormalised } from './quantizers/tanh-normalised.ts';");
    expect(registry).toContain("import { tanhNormalised } from './quantizers/tanh-normalised.ts';");
    expect(registry).toMatch(/export type QuantizerName =[^;]*'tanh-normalised';/);
    expect(registry).toContain("  'tanh-normalised': tanhNormalised,\n} as const satisfies");
  });

  test('leaves no mark of the template behind', async () => {
    await quantizerGenerator(tree, { name: 'plain' });
    const written = tree.listChanges().filter(({ path }) => path.includes('plain'));
    expect(written).toHaveLength(3);
    for (const { content } of written) expect(content?.toString()).not.toMatch(/<%|%>|__/);
    expect(text(wired[1]!)).toContain('  plain,\n} as const satisfies');
  });

  test('can be run again for another name', async () => {
    await quantizerGenerator(tree, { name: 'first-one' });
    await quantizerGenerator(tree, { name: 'second-one' });
    expect(text(wired[1]!)).toMatch(/'first-one'\s*\|\s*'second-one';/);
  });

  test('refuses a taken name and one that is not kebab-case, writing nothing', async () => {
    await quantizerGenerator(tree, { name: 'taken' });
    const before = wired.map(text);
    await expect(quantizerGenerator(tree, { name: 'taken' })).rejects.toThrow(/"taken" exists already/);
    for (const name of ['Camel', '1st', 'two--dashes', '../out', '']) {
      await expect(quantizerGenerator(tree, { name })).rejects.toThrow(/a name is kebab-case/);
    }
    expect(wired.map(text)).toEqual(before);
  });

  test('refuses to edit a registry that it does not understand', async () => {
    tree.write(wired[1]!, 'export {};\n');
    await expect(quantizerGenerator(tree, { name: 'lost' })).rejects.toThrow(/Register by hand/);
    expect(tree.exists(`${sources}/quantizers/lost.ts`)).toBe(false);
  });
});
