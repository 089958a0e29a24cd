/** What stands before the rule in a message of the packages: the function that refused. */
const functionName = /^[a-z]\w*[A-Z]\w*: /;

/** A place in a table that a message gives twice: `column "income": row 4 is "abc", … (people.csv line 5)`. */
const twoPlaces = /^column ("[^"]*"): row \d+ (is .+?) \(([^()]+ line \d+)\)(.*)$/s;

/** Codes of parsers, `CSV_QUOTE_NOT_CLOSED`, with what leads on from them. */
const code = /\b[A-Z]+(?:_[A-Z]+)+\b(?:: ?)?/g;

/**
 * An error as a sentence for a reader of the page: without the name of a function and codes of parsers, a place of a table
 * told once. What is no error of ours stays as it is.
 *
 * @param error What was thrown, or the message that a worker sent of it.
 */
export function readersSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const said = message.replace(functionName, '');
  const [, column, found, place, rest] = twoPlaces.exec(said) ?? [];
  const told = place === undefined ? said : `${place}: column ${column} ${found}${rest}`;
  const words = told
    .replace(/\([^()]*\)/g, (aside) => aside.replace(code, ''))
    .replaceAll(' ()', '')
    .trim();
  // Files are called as they are called.
  return /^[\w-]+\.\w/.test(words) ? words : words.slice(0, 1).toUpperCase() + words.slice(1);
}
