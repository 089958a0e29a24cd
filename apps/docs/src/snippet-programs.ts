import { DocsError } from './docs-error.ts';
import { markdownFences } from './markdown-fences.ts';

/** A program that a document shows, in one fence or in several that continue each other. */
export interface SnippetProgram {
  /** `path:line` of its first fence, for people. */
  readonly name: string;
  /** Path of the document, as given. */
  readonly file: string;
  /** Whether it is TypeScript, whose types are checked too, or plain JavaScript. */
  readonly typed: boolean;
  /** The files beside it: of each fence of the document that names one (`json [name.json]`), name and content. */
  readonly files: Readonly<Record<string, string>>;
  /** The program, padded with empty lines so that its line numbers are the document's. */
  readonly code: string;
}

const typedLanguages = new Set(['ts', 'mts', 'typescript']);
const untypedLanguages = new Set(['js', 'mjs', 'javascript']);

/**
 * The TypeScript and JavaScript programs of a document. Each fence is a program of its own, unless the word
 * `continued` follows its language: then it goes on from the fence before it and shares its variables.
 *
 * @throws DocsError where the first such fence of a document says `continued`.
 */
export function snippetPrograms(file: string, markdown: string): SnippetProgram[] {
  const programs: { name: string; file: string; typed: boolean; lines: string[] }[] = [];
  const files: Record<string, string> = {};
  for (const fence of markdownFences(markdown)) {
    const named = fence.words
      .map((word) => /^\[([\w.-]+)\]$/.exec(word)?.[1])
      .find((word) => word !== undefined);
    if (named !== undefined) files[named] = `${fence.code}\n`;
    const typed = typedLanguages.has(fence.language);
    if (!typed && !untypedLanguages.has(fence.language)) continue;
    const name = `${file}:${fence.line}`;
    let program = programs.at(-1);
    if (!fence.words.includes('continued')) {
      program = { name, file, typed, lines: [] };
      programs.push(program);
    } else if (program === undefined) {
      throw new DocsError(
        `snippetPrograms: a continued fence follows another one (expected one before ${name}). Remove the word.`,
      );
    }
    while (program.lines.length < fence.line - 1) program.lines.push('');
    program.lines.push(...fence.code.split('\n'));
  }
  return programs.map(({ lines, ...program }) => ({ ...program, files, code: lines.join('\n') }));
}
