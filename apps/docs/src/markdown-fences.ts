/** One fenced code block of a Markdown document. */
export interface Fence {
  /** First word after the backticks, lower case (`ts`, `sh`); empty where there is none. */
  readonly language: string;
  /** The words after the language. */
  readonly words: readonly string[];
  /** The code, without the fences, with the fence's own indentation removed. */
  readonly code: string;
  /** 1-based line of the document on which the code starts. */
  readonly line: number;
  /** The last line of text above it; empty where there is none. */
  readonly above: string;
}

const opening = /^(\s*)(`{3,}|~{3,})(.*)$/;

/** Every fenced code block of a document, in order (CommonMark §4.5; a block left open ends with the document). */
export function markdownFences(markdown: string): Fence[] {
  const lines = markdown.split(/\r?\n/);
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const found = opening.exec(lines[at] ?? '');
    if (found === null) continue;
    const [, indent = '', marks = '', info = ''] = found;
    const closing = new RegExp(`^\\s*${marks[0] === '~' ? '~' : '`'}{${marks.length},}\\s*$`);
    const start = at + 1;
    at = start;
    while (at < lines.length && !closing.test(lines[at] ?? '')) at += 1;
    const above = lines.slice(0, start - 1).findLast((line) => line.trim() !== '') ?? '';
    const [language = '', ...words] = info.trim().split(/\s+/);
    const code = lines
      .slice(start, at)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
      .join('\n');
    fences.push({ language: language.toLowerCase(), words, code, line: start + 1, above });
  }
  return fences;
}
