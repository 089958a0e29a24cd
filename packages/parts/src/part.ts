/** Every kind of part that can be added, and what people call it. */
export const partNouns = {
  quantizer: 'quantizer',
  solver: 'solver',
  sensitivity: 'sensitivity',
  allocator: 'allocator',
  term: 'term',
  method: 'method',
  dataset: 'data set',
} as const;

/** A kind of part. */
export type PartKind = keyof typeof partNouns;

/** Every kind of part. */
export const partKinds = Object.keys(partNouns) as readonly PartKind[];

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
    Object.hasOwn(partNouns, String((value as { readonly part?: unknown }).part))
  );
}
