import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A Markdown document of the repository. */
export interface RepositoryDocument {
  /** Path from the repository's root, with forward slashes. */
  readonly file: string;
  readonly markdown: string;
}

const repository = new URL('../../../', import.meta.url);
const unread = new Set([
  'node_modules',
  'dist',
  'reference',
  'reports',
  'coverage',
  'cfq-results',
  'CHANGELOG.md',
  'files',
]);

/** Every Markdown document that people read: the site's pages and the READMEs, in order of their paths. */
export async function repositoryDocuments(): Promise<RepositoryDocument[]> {
  const files: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(new URL(folder, repository), { withFileTypes: true })) {
      if (unread.has(entry.name) || entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) await visit(`${folder}${entry.name}/`);
      else if (entry.name.endsWith('.md')) files.push(`${folder}${entry.name}`);
    }
  };
  await visit('');
  const documents = files.sort().map(async (file) => ({
    file,
    markdown: await readFile(fileURLToPath(new URL(file, repository)), 'utf8'),
  }));
  return Promise.all(documents);
}
