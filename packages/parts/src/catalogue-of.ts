import { PartError } from './part-error.ts';
import type { Part } from './part.ts';

/** The parts of a module by their own names. */
export type Catalogue<Entries extends Readonly<Record<string, Part>>> = {
  readonly [Key in keyof Entries as Entries[Key]['name']]: Entries[Key];
};

/**
 * The catalogue of a module that exports parts and nothing else, ordered by name:
 * `import * as entries from './catalogue.ts'`, where each line exports one.
 *
 * @throws PartError where two parts have one name.
 */
/* @__NO_SIDE_EFFECTS__ */
export function catalogueOf<const Entries extends Readonly<Record<string, Part>>>(
  entries: Entries,
): Catalogue<Entries> {
  const sorted = Object.values<Part>(entries).sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = sorted.find(({ name }, index) => sorted[index + 1]?.name === name);
  if (twice !== undefined) {
    throw new PartError(
      `catalogueOf: names must differ (expected one ${twice.part} "${twice.name}", got two). Rename one.`,
    );
  }
  return Object.freeze(Object.fromEntries(sorted.map((part) => [part.name, part]))) as Catalogue<Entries>;
}
