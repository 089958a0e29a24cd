/** What a field of a definition must be. */
export interface Field {
  /** In words, as it follows "must be". */
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

/** Kebab-case; a part of a module from elsewhere has the name of that module before a slash. */
const namePattern = /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/;

/** Text of one line that is not blank. */
export function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\n');
}

/** The fields that every part has. */
export const partFields = {
  name: {
    expected: 'a kebab-case name, for instance "nearest-neighbour"',
    fits: (value) => typeof value === 'string' && namePattern.test(value),
  },
  description: { expected: 'one line of text', fits: isLine },
  source: { expected: 'one line of text, the publication', fits: isLine },
} as const satisfies Readonly<Record<string, Field>>;

/** A function. */
export const functionField: Field = {
  expected: 'a function',
  fits: (value) => typeof value === 'function',
};

/** True or false. */
export const booleanField: Field = {
  expected: 'true or false',
  fits: (value) => typeof value === 'boolean',
};

/** One of some words. */
export function wordField(words: readonly string[]): Field {
  return {
    expected: `one of ${words.join(', ')}`,
    fits: (value) => typeof value === 'string' && words.includes(value),
  };
}

/** A field that may be left out. */
export function optional(field: Field): Field {
  return { expected: field.expected, fits: (value) => value === undefined || field.fits(value) };
}
