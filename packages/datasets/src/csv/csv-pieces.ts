const lineEnd = /\r\n|\n|\r/g;

/** How often a text has a quotation mark in a range of it. */
function quotesWithin(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** What ends a line outside quotes first; undefined where nothing does. */
function endOfRecords(text: string): string | undefined {
  let [start, open] = [0, 0];
  for (const { index, 0: end } of text.matchAll(lineEnd)) {
    open += quotesWithin(text, start, index);
    if (open % 2 === 0) return end;
    start = index;
  }
  return undefined;
}

/** The same text in chunks none of which ends between the two characters of one end of a line. */
export function* withWholeLineEnds(chunks: Iterable<string>): Generator<string> {
  let held = '';
  for (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith('\r') ? '\r' : '';
    if (text.length > held.length) yield held === '' ? text : text.slice(0, -1);
  }
  if (held !== '') yield held;
}

/**
 * A CSV text in pieces of whole records, which together are the text: a parser that copies what it is given copies little at a
 * time.
 *
 * @param chunks the text, cut anywhere but between the characters of an end of a line
 * @param characters how long a piece is at least, but for the last one
 * @param most how long a piece becomes, give or take a chunk, before it is given whether or not its last record has ended
 */
export function* csvPieces(chunks: Iterable<string>, characters: number, most = Infinity): Generator<string> {
  let text = '';
  let end: string | undefined;
  // Quotation marks up to a place in the text, from which on the next end of a record is looked for.
  let [counted, open, next] = [0, 0, 0];
  const startAnew = (rest: string) => {
    text = rest;
    [counted, open, next] = [0, 0, 0];
  };
  for (const chunk of chunks) {
    text += chunk;
    while (text.length > characters && (end ??= endOfRecords(text)) !== undefined) {
      const at = text.indexOf(end, Math.max(next, characters));
      if (at < 0) {
        next = text.length - end.length + 1;
        break;
      }
      open += quotesWithin(text, counted, at);
      [counted, next] = [at, at + 1];
      if (open % 2 === 1) continue;
      yield text.slice(0, at + end.length);
      startAnew(text.slice(at + end.length));
    }
    if (text.length <= most) continue;
    yield text;
    startAnew('');
  }
  if (text !== '') yield text;
}
