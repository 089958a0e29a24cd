import { generateFiles, type Tree } from '@nx/devkit';
import { join } from 'node:path';
import { editedFiles } from './edit.ts';
import { catalogueLine } from './catalogue-line.ts';
import { assertName, camelCase, quoted } from './names.ts';
import { formatted } from '../../build/formatted.ts';

/** What a contributor says about what they start. */
export interface ContributionOptions {
  /** Catalogue key in kebab-case. */
  readonly name: string;
  /** One line for lists. */
  readonly description?: string;
  /** Publication that it is implemented from. */
  readonly source?: string;
}

/** A kind of part, as its generator knows it. */
export interface ContributedKind {
  /** The generator's name. */
  readonly kind: string;
  /** What people call it, with its article. */
  readonly noun: string;
  /** Folder in `packages`. */
  readonly package: string;
  /** Folder of the parts and of `catalogue.ts`. */
  readonly sources: string;
  /** Folder of pages, one a part. */
  readonly pages: string;
  /** Path of a part below `sources`, without its ending. */
  readonly file: (name: string) => string;
  /** What an export's name ends in, so that parts of two kinds in one package may share a name. */
  readonly suffix: string;
  /** A name of its kind, for the message about names. */
  readonly example: string;
  /** What is said of it where the contributor says nothing. */
  readonly description: string;
  readonly source: string;
}

/**
 * Starts a contribution: writes a working part, its test and its page from templates, puts a line into the catalogue, so
 * that the laws of its kind run on it at once, and writes a changeset.
 *
 * @throws Error for a name that is not kebab-case or already taken, or where the catalogue has changed shape, before
 *   anything is written.
 */
export async function contribute(
  tree: Tree,
  of: ContributedKind,
  options: ContributionOptions,
): Promise<void> {
  const { kind, noun, sources, pages, example } = of;
  const { name, description = of.description, source = of.source } = options;
  assertName(kind, name, example);
  const file = `${of.file(name)}.ts`;
  if (tree.exists(`${sources}/${file}`)) {
    throw new Error(`${kind}: "${name}" exists already (${sources}/${file}). Choose another name.`);
  }
  const exportName = `${camelCase(name)}${of.suffix}`;
  const edited = editedFiles(tree, kind, [catalogueLine(`${sources}/catalogue.ts`, exportName, `./${file}`)]);
  const substitutions = {
    name,
    template: '',
    exportName,
    sentence: description,
    citation: source,
    quotedSentence: quoted(description),
    quotedCitation: quoted(source),
  };
  const templates = join(import.meta.dirname, '..', kind, 'files');
  generateFiles(tree, join(templates, 'source'), sources, substitutions);
  generateFiles(tree, join(templates, 'page'), pages, substitutions);
  for (const [path, text] of edited) tree.write(path, text);
  tree.write(
    `.changeset/${kind}-${name}.md`,
    `---\n'@cfq/${of.package}': minor\n---\n\n${noun}, \`${name}\`: ${description}.\n`,
  );
  for (const { path, content } of tree.listChanges()) {
    tree.write(path, await formatted(path, String(content)));
  }
}
