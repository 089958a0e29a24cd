import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { catalogueLine } from '../shared/catalogue-line.ts';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, quoted } from '../shared/names.ts';

const sources = 'packages/bit-allocation/src/sensitivities';

/**
 * Starts a sensitivity: a working measurement whose score is to be altered, its test and its paragraph in the documents;
 * put into the catalogue, so that the laws of every sensitivity run on it at once.
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
    taken: `${sources}/${file}`,
    templates: join(import.meta.dirname, 'files'),
    into: sources,
    substitutions: {
      exportName,
      sentence: description,
      citation: source,
      quotedSentence: quoted(description),
      quotedCitation: quoted(source),
    },
    edits: [
      catalogueLine(`${sources}/catalogue.ts`, exportName, `./${file}`),
      {
        file: 'apps/docs/bit-allocation.md',
        place: /\n## Learned: the Gumbel-Softmax policy\n/,
        becomes: (anchor) =>
          `\n\`${exportName}\`, in the catalogue as \`${name}\`: ${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/bit-allocation', text: `A sensitivity, \`${name}\`: ${description}.` },
  });
}
