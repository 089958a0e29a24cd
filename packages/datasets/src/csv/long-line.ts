import { parse } from 'csv-parse/browser/esm/sync';

/** A line that is longer than a row may be. */
export interface LongLine {
  /** From 1. */
  readonly line: number;
  readonly characters: number;
  /** Its longest cell: where it stands, in words, and its characters with their quotes. */
  readonly cell: { readonly place: string; readonly characters: number };
}

/** The first line of a CSV text with more characters than `most`, found before any parser copies it. */
export function longLine(text: string, most: number, delimiter: string): LongLine | undefined {
  if (text.length <= most) return undefined;
  let [start, line] = [0, 1];
  for (;;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > most) {
      const { index, characters } = longestCell(text, start, end, delimiter);
      const name = line === 1 ? undefined : nameOf(text, index, delimiter);
      const place = name === undefined ? `cell ${index + 1}` : `column ${JSON.stringify(name)}`;
      return { line, characters: end - start, cell: { place, characters } };
    }
    if (found < 0) return undefined;
    [start, line] = [end + 1, line + 1];
  }
}

function longestCell(text: string, start: number, end: number, delimiter: string) {
  const [separator, quote] = [delimiter.charCodeAt(0), '"'.charCodeAt(0)];
  const longest = { index: 0, characters: 0 };
  let [index, from, open] = [0, start, false];
  for (let at = start; at <= end; at += 1) {
    const code = at === end ? separator : text.charCodeAt(at);
    if (code === quote) open = !open;
    if (code !== separator || (open && at < end)) continue;
    if (at - from > longest.characters) Object.assign(longest, { index, characters: at - from });
    [index, from] = [index + 1, at + 1];
  }
  return longest;
}

/** The name of a column by the first line, where that is the header. */
function nameOf(text: string, index: number, delimiter: string): string | undefined {
  try {
    const options = { delimiter, bom: true, trim: true };
    return parse(text.slice(0, text.indexOf('\n')), options)[0]?.[index];
  } catch {
    return undefined;
  }
}
