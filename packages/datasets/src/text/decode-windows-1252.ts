/** Characters of the bytes 0x80 to 0x9F (WHATWG index of windows-1252); every other byte is its own code point. */
const upper =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

/**
 * Text of bytes in windows-1252, which is what the label `latin1` means to browsers. Written out, since some releases
 * of Node read these 32 bytes as control characters.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const chunk = 8192;
  let text = '';
  for (let start = 0; start < bytes.length; start += chunk) {
    const codes = Array.from(bytes.subarray(start, start + chunk), (byte) =>
      byte >= 0x80 && byte <= 0x9f ? upper.charCodeAt(byte - 0x80) : byte,
    );
    text += String.fromCharCode(...codes);
  }
  return text;
}
