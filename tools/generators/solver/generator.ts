import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { catalogueLine } from '../shared/catalogue-line.ts';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, quoted } from '../shared/names.ts';

const sources = 'packages/recourse/src/solvers';
const page = 'apps/docs/recourse/solvers.md';

/**
 * Starts a recourse solver: a working search (one linearisation, aimed further and further) whose proposals are to be
 * altered, its test and its section in the documents; exported and registered, so that the laws of every solver run on
 * it at once.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function solverGenerator(tree: Tree, options: ContributionOptions): Promise<void> {
  const {
    name,
    description = 'one linearisation at the person, aimed further and further',
    source = 'CFQ §3',
  } = options;
  const exportName = camelCase(name);
  await contribute(tree, {
    kind: 'solver',
    name,
    example: 'growing-spheres',
    taken: `${sources}/${name}.ts`,
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
      catalogueLine(`${sources}/catalogue.ts`, exportName, `./${name}.ts`),
      {
        file: page,
        place: /\n## Surviving a set of models\n/,
        becomes: (anchor) => `\n## \`${name}\`\n\n${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/recourse', text: `A recourse solver, \`${name}\`: ${description}.` },
  });
}
