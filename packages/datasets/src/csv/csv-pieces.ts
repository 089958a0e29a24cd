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

/**
 * A CSV text in pieces of whole records, which together are the text: a parser that copies what it is given copies little at a
 * time.
 *
 * @param characters how long a piece is at least, but for the last one
 */
export function* csvPieces(text: string, characters: number): Generator<string> {
  const end = text.length > characters ? endOfRecords(text) : undefined;
  let start = 0;
  if (end !== undefined) {
    let [counted, open] = [0, 0];
    for (
      let at = text.indexOf(end, characters);
      at >= 0;
      at = text.indexOf(end, Math.max(at + 1, start + characters))
    ) {
      open += quotesWithin(text, counted, at);
      counted = at;
      if (open % 2 === 1) continue;
      yield text.slice(start, at + end.length);
      start = at + end.length;
    }
  }
  if (start < text.length) yield text.slice(start);
}
