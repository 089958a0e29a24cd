import { markdownFences } from './markdown-fences.ts';

/** A `cfq` command that a document shows. */
export interface ShellCommand {
  /** `path:line`, for people. */
  readonly name: string;
  /** Its arguments, without `cfq`. */
  readonly arguments: readonly string[];
}

const shells = new Set(['sh', 'bash', 'shell', 'console']);
const invocations = [/^(?:npx )?cfq\s+/, /^npm start -- /];

/** The arguments of a command line up to a redirection, a pipe, a comment or the next command; quotes removed. */
function words(line: string): string[] {
  const found = line.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  const end = found.findIndex((word) => /^(?:[|>;&#]|\d>)/.test(word));
  return (end < 0 ? found : found.slice(0, end)).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Every `cfq` command in the shell fences of a document; a line that ends in `\` goes on in the next. */
export function shellCommands(file: string, markdown: string): ShellCommand[] {
  return markdownFences(markdown)
    .filter(({ language }) => shells.has(language))
    .flatMap(({ code, line: start }) => {
      const commands: ShellCommand[] = [];
      let pending = '';
      code.split('\n').forEach((text, at) => {
        pending = `${pending} ${text}`.trim().replace(/^\$ /, '');
        if (pending.endsWith('\\')) {
          pending = pending.slice(0, -1).trim();
          return;
        }
        const invocation = invocations.find((pattern) => pattern.test(pending));
        if (invocation) {
          commands.push({ name: `${file}:${start + at}`, arguments: words(pending.replace(invocation, '')) });
        }
        pending = '';
      });
      return commands;
    });
}
