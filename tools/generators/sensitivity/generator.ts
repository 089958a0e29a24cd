import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, quoted, recordEntry } from '../shared/names.ts';

const sources = 'packages/bit-allocation/src';
const registry = `${sources}/sensitivities/sensitivities.ts`;

/**
 * Starts a sensitivity: a working measurement whose score is to be altered, its test and its paragraph in the documents;
 * exported and registered.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function sensitivityGenerator(tree: Tree, options: ContributionOptions): Promise<void> {
  const {
    name,
    description = 'measured rise of the loss on labelled rows, never below zero',
    source = 'CFQ §5',
  } = options;
  const exportName = `${camelCase(name)}Sensitivity`;
  const file = `${name}-sensitivity.ts`;
  await contribute(tree, {
    kind: 'sensitivity',
    name,
    example: 'fisher',
    taken: `${sources}/sensitivities/${file}`,
    templates: join(import.meta.dirname, 'files'),
    into: `${sources}/sensitivities`,
    substitutions: {
      exportName,
      sentence: description,
      citation: source,
      quotedSentence: quoted(description),
      quotedCitation: quoted(source),
    },
    edits: [
      {
        file: `${sources}/index.ts`,
        place: /^export \{\s*sensitivities,/m,
        becomes: (anchor) => `export { ${exportName} } from './sensitivities/${file}';\n${anchor}`,
      },
      {
        file: registry,
        place: /\n\n\/\*\* Names of the sensitivities/,
        becomes: (anchor) => `\nimport { ${exportName} } from './${file}';${anchor}`,
      },
      {
        file: registry,
        place: /export type SensitivityName =[^;]*/,
        becomes: (names) => `${names} | '${name}'`,
      },
      {
        file: registry,
        place: /\n\} as const satisfies/,
        becomes: (anchor) => `\n  ${recordEntry(name, exportName)},${anchor}`,
      },
      {
        file: 'apps/docs/bit-allocation.md',
        place: /\n## Learned: the Gumbel-Softmax policy\n/,
        becomes: (anchor) =>
          `\n\`${exportName}\`, in the registry as \`${name}\`: ${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/bit-allocation', text: `A sensitivity, \`${name}\`: ${description}.` },
  });
}
