/** A line of a file and where it stands. */
export interface NumberedLine {
  /** From 1. */
  readonly line: number;
  /** Without its end; `null` where it is not UTF-8 or longer than anything that is written here. */
  readonly text: string | null;
  /** Whether the file ends in the middle of it: it has no end of its own. */
  readonly open: boolean;
}

/** Bytes of a line beyond which it is not kept. */
const mostBytes = 2 ** 20;

const lineFeed = 10;

/**
 * The lines of a file that comes in pieces of any size, some at a time: those that end within a piece. Blank lines are
 * passed over. No more than a piece and a line are kept.
 *
 * @param pieces UTF-8, with or without a byte order mark.
 */
export async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine[]> {
  let line = 0;
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const piece of pieces) {
    const lines: NumberedLine[] = [];
    let start = 0;
    for (;;) {
      const end = piece.indexOf(lineFeed, start);
      if (end < 0) break;
      line += 1;
      const tail = piece.subarray(start, end);
      const bytes = restBytes === 0 ? tail : joined([...rest, tail]);
      const whole = restBytes + tail.length > mostBytes ? null : textOf(bytes, line);
      if (whole !== '') lines.push({ line, text: whole, open: false });
      [rest, restBytes, start] = [[], 0, end + 1];
    }
    if (start < piece.length) {
      const tail = piece.slice(start);
      // What is too long is only counted.
      if (restBytes <= mostBytes) rest.push(tail);
      restBytes += tail.length;
    }
    if (lines.length > 0) yield lines;
  }
  if (restBytes === 0) return;
  const text = restBytes > mostBytes ? null : textOf(joined(rest), line + 1);
  if (text !== '') yield [{ line: line + 1, text, open: true }];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.length;
  }
  return bytes;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array, line: number): string | null {
  try {
    const text = decoder.decode(bytes).trimEnd();
    return line === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    return null;
  }
}
