import { formatFiles, generateFiles, type Tree } from '@nx/devkit';
import { editedFiles, type Edit } from './edit.ts';
import { assertName } from './names.ts';

/** What a contributor says about what they start. */
export interface ContributionOptions {
  /** Registry key in kebab-case. */
  readonly name: string;
  /** One line for lists. */
  readonly description?: string;
  /** Publication that it is implemented from. */
  readonly source?: string;
}

/** What a generator writes and changes. */
export interface Contribution {
  /** The generator's name, for messages. */
  readonly kind: string;
  readonly name: string;
  /** A name of its kind, for the message about names. */
  readonly example: string;
  /** The file whose presence means that the name is taken. */
  readonly taken: string;
  /** Template folder and the folder it is filled into. */
  readonly templates: string;
  readonly into: string;
  /** Template folder of a page of its own, and the folder it is filled into. */
  readonly page?: { readonly templates: string; readonly into: string };
  /** What the templates' places become. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** Registration, export and documentation. */
  readonly edits: readonly Edit[];
  /** Package that users see change, and the sentence they read about it. */
  readonly changeset: { readonly package: string; readonly text: string };
}

/**
 * Starts a contribution: writes a working file and its test from templates, registers it, adds its place in the
 * documents, and a changeset.
 *
 * @throws Error for a name that is not kebab-case or already taken, or where a file to edit has changed shape, before
 *   anything is written.
 */
export async function contribute(tree: Tree, contribution: Contribution): Promise<void> {
  const { kind, name, example, taken, templates, into, page, substitutions, edits, changeset } = contribution;
  assertName(kind, name, example);
  if (tree.exists(taken))
    throw new Error(`${kind}: "${name}" exists already (${taken}). Choose another name.`);
  const edited = editedFiles(tree, kind, edits);
  for (const folder of [{ templates, into }, ...(page === undefined ? [] : [page])]) {
    generateFiles(tree, folder.templates, folder.into, { ...substitutions, name, template: '' });
  }
  for (const [file, text] of edited) tree.write(file, text);
  tree.write(
    `.changeset/${kind}-${name}.md`,
    `---\n'${changeset.package}': minor\n---\n\n${changeset.text}\n`,
  );
  await formatFiles(tree);
}
