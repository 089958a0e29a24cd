import { DocsError } from './docs-error.ts';
import { markdownFences, type Fence } from './markdown-fences.ts';

/** A program that a document shows, in one fence or in several that continue each other. */
export interface SnippetProgram {
  /** `path:line` of its first fence, for people. */
  readonly name: string;
  /** Path of the document, as given. */
  readonly file: string;
  /** Whether it is TypeScript, whose types are checked too, or plain JavaScript. */
  readonly typed: boolean;
  /** The files beside it, by name: the document's fences that name one, and data fences under a line that does. */
  readonly files: Readonly<Record<string, string>>;
  /** What it prints: the `text` fence that follows it; undefined where none does. */
  readonly output: string | undefined;
  /** The program, padded with empty lines so that its line numbers are the document's. */
  readonly code: string;
}

const typedLanguages = new Set(['ts', 'mts', 'typescript']);
const untypedLanguages = new Set(['js', 'mjs', 'javascript']);

/** The file that a fence shows: named in its opening line, or in the text right above a data fence of that kind. */
function fileOf({ language, words, above }: Fence): string | undefined {
  const named = words.map((word) => /^\[([\w.-]+)\]$/.exec(word)?.[1]).find((word) => word !== undefined);
  if (named !== undefined || !['json', 'yaml', 'csv'].includes(language)) return named;
  return [...above.matchAll(/`([\w.-]+)`/g)]
    .map(([, name = '']) => name)
    .findLast((name) => name.endsWith(`.${language}`));
}

/**
 * The TypeScript and JavaScript programs of a document. Each fence is a program of its own, unless the word
 * `continued` follows its language: then it goes on from the fence before it and shares its variables.
 *
 * @throws DocsError where the first such fence of a document says `continued`.
 */
export function snippetPrograms(file: string, markdown: string): SnippetProgram[] {
  const programs: (Omit<SnippetProgram, 'code' | 'files'> & { lines: string[] })[] = [];
  const files: Record<string, string> = {};
  const fences = markdownFences(markdown);
  for (const [at, fence] of fences.entries()) {
    const shown = fileOf(fence);
    if (shown !== undefined) files[shown] = `${fence.code}\n`;
    const typed = typedLanguages.has(fence.language);
    if (!typed && !untypedLanguages.has(fence.language)) continue;
    const name = `${file}:${fence.line}`;
    const next = fences[at + 1];
    const output = next?.language === 'text' ? next.code : undefined;
    const previous = programs.at(-1);
    let lines: string[] = [];
    if (!fence.words.includes('continued')) {
      programs.push({ name, file, typed, output, lines });
    } else if (previous === undefined) {
      throw new DocsError(
        `snippetPrograms: a continued fence follows another one (expected one before ${name}). Remove the word.`,
      );
    } else {
      ({ lines } = previous);
      programs[programs.length - 1] = {
        ...previous,
        output: [previous.output, output].filter(Boolean).join('\n') || undefined,
      };
    }
    while (lines.length < fence.line - 1) lines.push('');
    lines.push(...fence.code.split('\n'));
  }
  return programs.map(({ lines, ...program }) => ({ ...program, files, code: lines.join('\n') }));
}
