/** What only a parser reads: quotes, blanks that are rare, and halves of characters. */
const unusual = /["\v\f\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\uD800-\uDFFF]/;

const lineEnd = /\r\n|\n|\r/g;

/** What every line of a text ends with; undefined where lines end in several ways or there is none. */
function onlyLineEnd(text: string): string | undefined {
  const ends = new Set(text.match(lineEnd));
  const [end] = ends;
  return ends.size === 1 ? end : undefined;
}

/** A row and the lines before it in the text. */
export interface PlainRow {
  readonly cells: string[];
  readonly before: number;
}

/** What the header of a CSV text says of its rows. */
export interface PlainHeader {
  /** The header as it is written, with the end of its line. */
  readonly raw: string;
  readonly cells: number;
}

/**
 * The rows of a piece of a CSV text in which nothing is quoted, cells trimmed, lines of blanks left out, as a parser reads them in
 * many times the time. Undefined where the piece is not as plain as that, or where a row has not as many cells as the header.
 *
 * @param delimiter one character
 */
export function plainRows(
  text: string,
  delimiter: string,
  header: PlainHeader,
): { readonly rows: PlainRow[]; readonly lines: number } | undefined {
  const end = onlyLineEnd(header.raw);
  if (end === undefined || unusual.test(text) || unusual.test(delimiter) || end.includes(delimiter)) {
    return undefined;
  }
  const lines = text.split(end);
  const other = end === '\n' ? '\r' : end === '\r' ? '\n' : /[\r\n]/;
  const rows: PlainRow[] = [];
  for (const [before, line] of lines.entries()) {
    if (typeof other === 'string' ? line.includes(other) : other.test(line)) return undefined;
    const cells = line.split(delimiter);
    for (let place = 0; place < cells.length; place += 1) cells[place] = cells[place]!.trim();
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== header.cells) return undefined;
    rows.push({ cells, before });
  }
  return { rows, lines: lines.length - 1 };
}
