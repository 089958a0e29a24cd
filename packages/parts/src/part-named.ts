import { partNouns, type Part, type PartKind } from './part.ts';
import { PartError } from './part-error.ts';

/** What makes an error of a package. */
export type ErrorClass = new (message: string) => Error;

/**
 * The part of a name.
 *
 * @throws `failure`, default PartError, for an unknown name, listing the known ones.
 */
export function partNamed<Entry extends Part>(
  kind: PartKind,
  catalogue: Readonly<Record<string, Entry>>,
  name: string,
  failure: ErrorClass = PartError,
): Entry {
  if (Object.hasOwn(catalogue, name)) return catalogue[name]!;
  throw new failure(
    `${kind}: unknown ${partNouns[kind]} "${name}" (expected one of ${Object.keys(catalogue).join(', ')}).`,
  );
}
