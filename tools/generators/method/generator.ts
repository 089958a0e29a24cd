import type { Tree } from '@nx/devkit';
import { join } from 'node:path';
import { contribute, type ContributionOptions } from '../shared/contribute.ts';
import { camelCase, quoted, recordEntry } from '../shared/names.ts';

const sources = 'packages/training/src/methods';
const registry = `${sources}/methods.ts`;

/**
 * Starts a method: a working recipe whose objective is to be altered, its test and its section in the documents;
 * registered, so that what holds for every method is tested on it at once.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function methodGenerator(tree: Tree, options: ContributionOptions): Promise<void> {
  const {
    name,
    description = 'uniform weights with learned steps, labels and the teacher’s logits',
    source = 'Esser et al. 2020; Hinton et al. 2015',
  } = options;
  const exportName = `${camelCase(name)}Method`;
  await contribute(tree, {
    kind: 'method',
    name,
    example: 'self-distilled',
    taken: `${sources}/${name}.ts`,
    templates: join(import.meta.dirname, 'files'),
    into: sources,
    substitutions: {
      exportName,
      sentence: description,
      citation: source,
      description: quoted(description),
      source: quoted(source),
    },
    edits: [
      {
        file: registry,
        place: /^import type \{ Method \} from '\.\/method\.ts';/m,
        becomes: (anchor) => `import { ${exportName} } from './${name}.ts';\n${anchor}`,
      },
      {
        file: registry,
        place: /export type MethodName =[^;]*/,
        becomes: (names) => `${names} | '${name}'`,
      },
      {
        file: registry,
        place: /\n\} as const satisfies/,
        becomes: (anchor) => `\n  ${recordEntry(name, exportName)},${anchor}`,
      },
      {
        file: 'apps/docs/methods.md',
        place: /\n## What each part buys\n/,
        becomes: (anchor) => `\n## \`${name}\`\n\n${description}. Source: ${source}.\n${anchor}`,
      },
    ],
    changeset: { package: '@cfq/training', text: `A method, \`${name}\`: ${description}.` },
  });
}
