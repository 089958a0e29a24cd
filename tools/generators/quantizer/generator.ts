import { formatFiles, generateFiles, type Tree } from '@nx/devkit';
import { join } from 'node:path';
import { registerQuantizer } from './register-quantizer.ts';

/** What `nx g ./tools/generators:quantizer` takes. */
export interface QuantizerGeneratorOptions {
  /** Registry key in kebab-case. */
  readonly name: string;
  /** One line for lists of quantizers. */
  readonly description?: string;
  /** Publication that it is implemented from. */
  readonly source?: string;
}

const sources = 'packages/quantizers/src';
const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `tanh-normalised` → `tanhNormalised`. */
const camelCase = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Starts a quantizer: writes `<name>.ts` (a symmetric uniform quantizer that obeys every law, to be altered), its
 * test and its docs page, exports it and adds it to the registry, whose test runs the conformance laws on it.
 *
 * @throws Error for a name that is not kebab-case or already taken, before anything is written.
 */
export async function quantizerGenerator(tree: Tree, options: QuantizerGeneratorOptions): Promise<void> {
  const {
    name,
    description = 'post-training, symmetric signed range',
    source = 'Krishnamoorthi 2018',
  } = options;
  if (!namePattern.test(name)) {
    throw new Error(
      `quantizer: a name is kebab-case (expected for instance "tanh-normalised", got "${name}").`,
    );
  }
  if (tree.exists(`${sources}/quantizers/${name}.ts`)) {
    throw new Error(
      `quantizer: "${name}" exists already (${sources}/quantizers/${name}.ts). Choose another name.`,
    );
  }
  const exportName = camelCase(name);
  registerQuantizer(tree, { sources, name, exportName });
  const substitutions = {
    name,
    exportName,
    description: description.replaceAll("'", "\\'"),
    source: source.replaceAll("'", "\\'"),
    sentence: description,
    citation: source,
    template: '',
  };
  const templates = join(import.meta.dirname, 'files');
  generateFiles(tree, join(templates, 'source'), `${sources}/quantizers`, substitutions);
  generateFiles(tree, join(templates, 'documentation'), 'apps/docs/quantizers', substitutions);
  await formatFiles(tree);
}
