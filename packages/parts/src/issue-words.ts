/** As much of what a zod schema finds wrong as its words need: a `z.core.$ZodRawIssue`. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly [key: string]: unknown;
}

/** What types are called, by zod's name. */
const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
  undefined: 'nothing',
  nan: 'not a number',
};

/** What is counted in values that have a size, by zod's name of their type. */
const counted: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'entries',
  record: 'entries',
  object: 'entries',
};

/** So many unknown keys are named at once. */
const mostKeys = 20;

/**
 * What a value must be, in this project's words: `expected a map`, `expected a number of at least 1`. The error map of a
 * zod schema, for `safeParse(value, { error: issueWords })`; messages that schemas give themselves go before it.
 *
 * @returns a phrase to be followed by what was found; undefined for issues that carry their own words
 */
export function issueWords(issue: SchemaIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${types[String(issue['expected'])] ?? String(issue['expected'])}`;
    case 'invalid_value':
      return expectedOneOf(issue['values']);
    case 'too_small':
      return sizeWords(issue, issue['minimum'], issue['inclusive'] === false ? 'above' : 'at least');
    case 'too_big':
      return sizeWords(issue, issue['maximum'], issue['inclusive'] === false ? 'below' : 'at most');
    case 'not_multiple_of':
      return `expected a multiple of ${String(issue['divisor'])}`;
    case 'unrecognized_keys': {
      const keys = issue['keys'] as readonly string[];
      const more = keys.length > mostKeys ? ` and ${keys.length - mostKeys} more` : '';
      const named = keys.slice(0, mostKeys).map((key) => `"${key}"`);
      return `unknown ${keys.length === 1 ? 'key' : 'keys'} ${named.join(', ')}${more}`;
    }
    case 'invalid_union':
      return Array.isArray(issue['options']) ? expectedOneOf(issue['options']) : 'expected another form';
    case 'invalid_format':
      return issue['format'] === 'regex'
        ? 'expected another form of text'
        : `expected a text that is a ${String(issue['format'])}`;
    case 'invalid_key':
      return 'expected another key';
    case 'invalid_element':
      return 'expected another entry';
    case undefined:
    default:
      return undefined;
  }
}

function expectedOneOf(values: unknown): string {
  const shown = (values as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ');
  return `expected ${(values as readonly unknown[]).length === 1 ? '' : 'one of '}${shown}`;
}

function sizeWords({ origin, exact }: SchemaIssue, limit: unknown, relation: string): string {
  const unit = counted[String(origin)];
  const bound = String(limit);
  if (unit === undefined)
    return `expected a number ${relation === 'above' || relation === 'below' ? '' : 'of '}${relation} ${bound}`;
  const one = limit === 1;
  const units = one ? unit.replace(/ies$/, 'y').replace(/s$/, '') : unit;
  return `expected ${exact === true ? 'exactly' : relation} ${bound} ${units}`;
}
