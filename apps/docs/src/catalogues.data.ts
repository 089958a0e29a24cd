import type { PartKind } from '@cfq/parts';
import { defineLoader } from 'vitepress';
import { catalogue, cataloguePlaces, pageOf } from './catalogues.ts';

/** A part as the tables of the site show it. */
export interface ListedPart {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  /** The site's path of its page; null where it has none of its own. */
  readonly page: string | null;
}

declare const data: Readonly<Record<PartKind, readonly ListedPart[]>>;
export { data };

export default defineLoader({
  async load() {
    const kinds = (Object.keys(cataloguePlaces) as PartKind[]).map(async (kind) => {
      const parts = await catalogue(kind);
      const listed = parts.map(({ name, description, source }) => ({
        name,
        description,
        source,
        page: pageOf(kind, name),
      }));
      return [kind, listed] as const;
    });
    return Object.fromEntries(await Promise.all(kinds));
  },
});
