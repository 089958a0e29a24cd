import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part, PartKind } from '@cfq/parts';

const site = fileURLToPath(new URL('..', import.meta.url));

/** Where the documents have the parts of a kind. */
export interface CataloguePlace {
  /** Package that has the catalogue, and the catalogue's name there. */
  readonly package: string;
  readonly catalogue: string;
  /** Folder of pages, one a part that has its own. */
  readonly folder: string;
  /** Page on the kind, which explains the parts without a page of their own. */
  readonly page: string;
}

/** Every kind of part. */
export const cataloguePlaces: { readonly [Kind in PartKind]: CataloguePlace } = {
  quantizer: {
    package: '@cfq/quantizers',
    catalogue: 'quantizers',
    folder: 'quantizers',
    page: 'quantizers/index.md',
  },
  solver: {
    package: '@cfq/recourse',
    catalogue: 'solvers',
    folder: 'recourse/methods',
    page: 'recourse/solvers.md',
  },
  sensitivity: {
    package: '@cfq/bit-allocation',
    catalogue: 'sensitivities',
    folder: 'sensitivities',
    page: 'bit-allocation.md',
  },
  allocator: {
    package: '@cfq/bit-allocation',
    catalogue: 'allocators',
    folder: 'allocators',
    page: 'bit-allocation.md',
  },
  term: { package: '@cfq/training', catalogue: 'terms', folder: 'terms', page: 'methods.md' },
  method: { package: '@cfq/training', catalogue: 'methods', folder: 'methods', page: 'methods.md' },
  dataset: { package: '@cfq/datasets', catalogue: 'datasets', folder: 'datasets', page: 'datasets/index.md' },
};

/** The parts of a kind, as their package has them. */
export async function catalogue(kind: PartKind): Promise<readonly Part[]> {
  const { package: name, catalogue: entries } = cataloguePlaces[kind];
  const module = (await import(name)) as Readonly<Record<string, Readonly<Record<string, Part>>>>;
  return Object.values(module[entries]!);
}

/** Text of the page on a kind of part, what it includes from elsewhere in it. */
export function kindPage(kind: PartKind): string {
  const file = `${site}${cataloguePlaces[kind].page}`;
  return readFileSync(file, 'utf8').replace(/<!-- @include: ([^#\s]+)\S* -->/g, (_, path: string) =>
    readFileSync(join(dirname(file), path), 'utf8'),
  );
}

/** The site's path of the page of a part; null where the page on its kind explains it. */
export function pageOf(kind: PartKind, name: string): string | null {
  const path = `${cataloguePlaces[kind].folder}/${name}`;
  return existsSync(`${site}${path}.md`) ? `/${path}` : null;
}
