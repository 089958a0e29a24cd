/**
 * Characters that a reader does not see or that turn the order of others round: controls, zero-width characters, marks and
 * embeddings of direction, separators of lines, halves of surrogate pairs and noncharacters. XML forbids some of them.
 */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Surrogate}/gu;

/**
 * A text of somebody else (a name of a file, a feature, a category) as one line that shows what it holds: white space
 * becomes one space, but for no-break spaces, and what nobody would see becomes U+FFFD.
 */
export function visibleText(text: string): string {
  return text.replace(/[^\S\u00a0\u202f]+/gu, ' ').replace(unseen, '\ufffd');
}

/** Text of several lines likewise, line by line; lines end in `\n`. */
export function visibleLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => line.replace(/\t/gu, '  ').replace(unseen, '\ufffd'))
    .join('\n');
}
