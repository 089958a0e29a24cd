/** Every kind of part that can be added. */
export const partKinds = [
  'quantizer',
  'solver',
  'sensitivity',
  'allocator',
  'term',
  'method',
  'dataset',
] as const;

/** A kind of part. */
export type PartKind = (typeof partKinds)[number];

/** What every part says of itself. A part is a value: whoever uses it takes it as it is, wherever it was written. */
export interface Part<Kind extends PartKind = PartKind, Name extends string = string> {
  /** By which the exports of a module are told apart. */
  readonly part: Kind;
  /** What it is called on the command line, in tables and in catalogues; kebab-case where it is built in. */
  readonly name: Name;
  /** One line: what it is. */
  readonly description: string;
  /** Publication that it is implemented from. */
  readonly source: string;
}

/** Whether a value, for instance an export of a module, is a part. */
export function isPart(value: unknown): value is Part {
  return (
    typeof value === 'object' &&
    value !== null &&
    (partKinds as readonly unknown[]).includes((value as { readonly part?: unknown }).part)
  );
}
