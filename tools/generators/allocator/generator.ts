import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { catalogueLine } from '../shared/catalogue-line.ts';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, pascalCase, quoted } from '../shared/names.ts';

const sources = 'packages/bit-allocation/src';

/**
 * Starts a bit-allocation rule: a working one whose order of layers is to be altered, its test and its section in the
 * documents; exported and put into the catalogue, so that the laws of every allocator run on it at once.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function allocatorGenerator(tree: Tree, options: ContributionOptions): Promise<void> {
  const {
    name,
    description = 'uniform, then the smallest layers wider while they fit',
    source = 'CFQ §4.3',
  } = options;
  const exportName = `${camelCase(name)}Allocation`;
  const typeName = `${pascalCase(name)}Problem`;
  const file = `${name}-allocation.ts`;
  const partName = camelCase(name);
  await contribute(tree, {
    kind: 'allocator',
    name,
    example: 'smallest-first',
    taken: `${sources}/allocators/${file}`,
    templates: join(import.meta.dirname, 'files'),
    into: `${sources}/allocators`,
    substitutions: {
      exportName,
      partName,
      typeName,
      sentence: description,
      citation: source,
      quotedSentence: quoted(description),
      quotedCitation: quoted(source),
    },
    edits: [
      {
        file: `${sources}/index.ts`,
        place: /^export \{\s*uniformAllocation,?\s*\}/m,
        becomes: (anchor) =>
          `export { ${exportName} } from './allocators/${file}';\n` +
          `export type { ${typeName} } from './allocators/${file}';\n${anchor}`,
      },
      catalogueLine(`${sources}/allocators/catalogue.ts`, partName, `./${file}`),
      {
        file: 'apps/docs/bit-allocation.md',
        place: /\n## Where the losses come from\n/,
        becomes: (anchor) => `\n## \`${name}\`\n\n${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/bit-allocation', text: `An allocator, \`${name}\`: ${description}.` },
  });
}
