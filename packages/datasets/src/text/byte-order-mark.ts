/** The encoding that the first bytes of a file declare, and how many bytes the mark takes. */
export interface ByteOrderMark {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';
  readonly length: number;
}

const marks: readonly (readonly [bytes: readonly number[], encoding: ByteOrderMark['encoding']])[] = [
  [[0xff, 0xfe, 0, 0], 'utf-32'],
  [[0, 0, 0xfe, 0xff], 'utf-32'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Bytes that the longest mark takes. */
export const longestMark = 4;

/** The byte order mark a file begins with; `undefined` where there is none. */
export function byteOrderMark(bytes: Uint8Array): ByteOrderMark | undefined {
  const found = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  return found && { encoding: found[1], length: found[0].length };
}
