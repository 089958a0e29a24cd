import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocsError } from './docs-error.ts';

/** A page of the site's navigation. */
export interface NavigationPage {
  /** Its first heading, without Markdown's marks. */
  readonly title: string;
  /** Its file name without the ending; empty for the folder's index. */
  readonly file: string;
}

/**
 * The Markdown pages of a folder: its index first, the others by file name. A page that appears in the folder
 * appears in the navigation.
 *
 * @throws DocsError for a page without a first-level heading.
 */
export function pagesOf(folder: string): NavigationPage[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const order = (name: string): string => (name === 'index.md' ? '' : name);
  return names
    .sort((one, other) => (order(one) < order(other) ? -1 : 1))
    .map((name) => {
      const heading = /^# (.+)$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1];
      if (heading === undefined) {
        throw new DocsError(
          `pagesOf: a page has a first-level heading (expected one in ${join(folder, name)}). Add it.`,
        );
      }
      return {
        title: heading.replaceAll('`', ''),
        file: name === 'index.md' ? '' : name.slice(0, -'.md'.length),
      };
    });
}
