import stringWidth from 'string-width';

/**
 * Breaks a sentence into lines of at most so many characters, between words. Blanks before it stay.
 *
 * @param width at least 1; a longer word has a line of its own
 * @param indent before every line but the first
 */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = /^ */.exec(text)![0];
  let empty = true;
  for (const word of text.trim().split(between)) {
    const longer = empty ? `${line}${word}` : `${line} ${word}`;
    if (!empty && lengthOf(longer) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
    empty = false;
  }
  return [...lines, line];
}

/** Blanks where a line may end: not within brackets, and not between a number and its %. */
const between = / +(?!%|[^[\]]*\])/;

/** How many places of a terminal a text takes: two for a wide character, none for colours. */
export function lengthOf(text: string): number {
  return stringWidth(text);
}
