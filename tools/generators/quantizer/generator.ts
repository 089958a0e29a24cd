import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { catalogueLine } from '../shared/catalogue-line.ts';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, quoted } from '../shared/names.ts';

const sources = 'packages/quantizers/src/quantizers';

/**
 * Starts a quantizer: a working symmetric one that obeys every law, to be altered, its test and its docs page; put into
 * the catalogue, so that the laws of every quantizer run on it at once.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function quantizerGenerator(tree: Tree, options: ContributionOptions): Promise<void> {
  const {
    name,
    description = 'post-training, symmetric signed range',
    source = 'Krishnamoorthi 2018',
  } = options;
  const exportName = camelCase(name);
  const templates = join(import.meta.dirname, 'files');
  await contribute(tree, {
    kind: 'quantizer',
    name,
    example: 'tanh-normalised',
    taken: `${sources}/${name}.ts`,
    templates: join(templates, 'source'),
    into: sources,
    page: { templates: join(templates, 'page'), into: 'apps/docs/quantizers' },
    substitutions: {
      exportName,
      sentence: description,
      citation: source,
      quotedSentence: quoted(description),
      quotedCitation: quoted(source),
    },
    edits: [catalogueLine(`${sources}/catalogue.ts`, exportName, `./${name}.ts`)],
    changeset: { package: '@cfq/quantizers', text: `A quantizer, \`${name}\`: ${description}.` },
  });
}
