// Other than line breaks and tabs: C0, DEL and C1; marks that turn the direction of text; separators that end a line.
const unseen = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/g;

/**
 * Text with every character that a reader would not see written out as `\u001b`: what comes from outside, such as names of data
 * and columns, must not move a cursor, set a title or turn what stands beside it. Within a string of JSON it means the same.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
