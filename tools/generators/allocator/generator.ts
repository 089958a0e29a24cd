import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, pascalCase, quoted, recordEntry } from '../shared/names.ts';

const sources = 'packages/bit-allocation/src';
const registry = `${sources}/allocators/allocators.ts`;

/**
 * Starts a bit-allocation rule: a working one whose order of layers is to be altered, its test and its section in the
 * documents; exported and registered, so that the laws of every allocator run on it at once.
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
  const fields = [
    `name: '${name}'`,
    `description: '${quoted(description)}'`,
    `needs: 'nothing'`,
    `allocate: ${exportName}`,
  ];
  await contribute(tree, {
    kind: 'allocator',
    name,
    example: 'smallest-first',
    taken: `${sources}/allocators/${file}`,
    templates: join(import.meta.dirname, 'files'),
    into: `${sources}/allocators`,
    substitutions: { exportName, typeName, sentence: description, citation: source },
    edits: [
      {
        file: `${sources}/index.ts`,
        place: /^export \{\s*uniformAllocation,?\s*\}/m,
        becomes: (anchor) =>
          `export { ${exportName} } from './allocators/${file}';\n` +
          `export type { ${typeName} } from './allocators/${file}';\n${anchor}`,
      },
      {
        file: registry,
        place: /\n\n\/\*\* What any allocator may be given/,
        becomes: (anchor) => `\nimport { ${exportName} } from './${file}';${anchor}`,
      },
      {
        file: registry,
        place: /export type AllocatorName =[^;]*/,
        becomes: (names) => `${names} | '${name}'`,
      },
      {
        file: registry,
        place: /\n\};\n\n\/\*\*\n \* The allocator of a name/,
        becomes: (anchor) => `\n  ${recordEntry(name, `{ ${fields.join(', ')} }`)},${anchor}`,
      },
      {
        file: 'apps/docs/bit-allocation.md',
        place: /\n## Where the losses come from\n/,
        becomes: (anchor) => `\n## \`${name}\`\n\n${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/bit-allocation', text: `An allocator, \`${name}\`: ${description}.` },
  });
}
