/** Measures of one small multiple, in the units of its view box. */
export const panelSize = {
  width: 440,
  marginTop: 30,
  marginLeft: 62,
  marginBottom: 46,
  fontSize: 11,
  /** Width of a letter, generously: labels must fit without a browser to measure them. */
  letter: 6.1,
  /** Height of one line of a label. */
  line: 12.5,
  longestLine: 26,
} as const;

/**
 * A name in lines short enough for a margin: the method, then one a difference of its recipe, broken behind a `=`, a hyphen or a
 * blank where it is longer than a line. Nothing is left out: names may differ at their ends alone.
 */
export function labelLines(name: string): string[] {
  return name.split(', ').flatMap(broken);
}

function broken(text: string): string[] {
  const { longestLine } = panelSize;
  if (text.length <= longestLine) return [text];
  const head = /^.*[=\- ]/.exec(text.slice(0, longestLine))?.[0] ?? text.slice(0, longestLine);
  return [head.trimEnd(), ...broken(text.slice(head.length))];
}

/** The height of a label. */
export function labelHeight(name: string): number {
  const { length } = labelLines(name);
  return length * panelSize.line + (length > 1 ? 3 : 0);
}

/** The width that a margin needs for its longest label. */
export function labelWidth(names: readonly string[]): number {
  return Math.max(0, ...names.flatMap(labelLines).map((line) => line.length)) * panelSize.letter;
}
