import { parse } from 'csv-parse/browser/esm/sync';

/** A line that is longer than a row may be. */
export interface LongLine {
  /** From 1. */
  readonly line: number;
  readonly characters: number;
  /** Its longest cell: where it stands, in words, and its characters with their quotes. */
  readonly cell: { readonly place: string; readonly characters: number };
}

const lineEnd = /\r\n|\n|\r/g;

/**
 * The first line of a CSV text with more characters than `most`, found before any parser copies it. The text is gone through to
 * its end.
 *
 * @param chunks the text, cut anywhere but between the characters of an end of a line
 */
export function longLine(chunks: Iterable<string>, most: number, delimiter: string): LongLine | undefined {
  let [line, kept] = [1, ''];
  let header: string | undefined;
  let cells: LongestCell | undefined;
  let found: LongLine | undefined;
  const take = (part: string) => {
    if (cells === undefined && kept.length + part.length <= most) {
      kept += part;
      return;
    }
    cells ??= longestCell(delimiter);
    cells.take(kept);
    cells.take(part);
    kept = '';
  };
  const endLine = () => {
    if (cells === undefined) header ??= kept;
    else {
      const { index, characters } = cells.longest();
      const name = header === undefined ? undefined : nameOf(header, index, delimiter);
      const place = name === undefined ? `cell ${index + 1}` : `column ${JSON.stringify(name)}`;
      found = { line, characters: cells.characters(), cell: { place, characters } };
    }
    [line, kept] = [line + 1, ''];
  };
  for (const chunk of chunks) {
    let start = 0;
    for (const { index, 0: end } of found === undefined ? chunk.matchAll(lineEnd) : []) {
      take(chunk.slice(start, index));
      endLine();
      if (found !== undefined) break;
      start = index + end.length;
    }
    if (found === undefined) take(chunk.slice(start));
  }
  if (cells !== undefined && found === undefined) endLine();
  return found;
}

/** What is the longest cell of one line, which is taken a part at a time. */
interface LongestCell {
  take(part: string): void;
  characters(): number;
  longest(): { readonly index: number; readonly characters: number };
}

function longestCell(delimiter: string): LongestCell {
  const [separator, quote] = [delimiter.charCodeAt(0), '"'.charCodeAt(0)];
  const longest = { index: 0, characters: 0 };
  let [index, from, at, open] = [0, 0, 0, false];
  const endCell = () => {
    if (at - from > longest.characters) Object.assign(longest, { index, characters: at - from });
    [index, from] = [index + 1, at + 1];
  };
  return {
    take(part) {
      for (let place = 0; place < part.length; place += 1, at += 1) {
        const code = part.charCodeAt(place);
        if (code === quote) open = !open;
        if (code === separator && !open) endCell();
      }
    },
    characters: () => at,
    longest() {
      endCell();
      return longest;
    },
  };
}

/** The name of a column by the first line, where that is the header. */
function nameOf(header: string, index: number, delimiter: string): string | undefined {
  try {
    return parse(header, { delimiter, bom: true, trim: true })[0]?.[index];
  } catch {
    return undefined;
  }
}
