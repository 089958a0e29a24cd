/** A command that a document shows together with what it prints. */
export interface ShownCommand {
  /** Its arguments, without `npm start --` or `cfq`. */
  readonly arguments: readonly string[];
  /** The lines that are shown; a line of `…` stands for lines left out, and `…` at a line's end for the rest of it. */
  readonly output: readonly string[];
}

const fences = /```sh\n((?:(?!```)[\s\S])*?)```\s*```text\n([\s\S]*?)```/g;

/** Every `npm start -- …` or `cfq …` that stands alone in a shell fence with a `text` fence right below it. */
export function shownCommands(markdown: string): ShownCommand[] {
  return [...markdown.matchAll(fences)].flatMap(([, shell = '', text = '']) => {
    const line = shell.replace(/\\\n\s*/g, ' ').trim();
    const call = /^(?:npm start -- |cfq )(.*)$/.exec(line)?.[1];
    if (call === undefined) return [];
    const words = call.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
    return [
      {
        arguments: words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')),
        output: text.trimEnd().split('\n'),
      },
    ];
  });
}

/** A line with one blank where there are several, or another kind of them. */
const even = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** A line without what another processor computes otherwise in the last digits: each number is a `0`. */
const bare = (line: string): string =>
  even(line)
    .replace(/[−-]?\d[\d,. ]*\d|[−-]?\d/g, '0')
    .replace(/[─═]+/g, '─');

/**
 * The first line that is shown and not printed where it should be; undefined where all are.
 *
 * @param exact whether numbers count
 */
export function unprintedLine(shown: readonly string[], printed: string, exact: boolean): string | undefined {
  const form = exact ? even : bare;
  const lines = printed.split('\n').map(form);
  let at = 0;
  let skipping = true;
  for (const line of shown) {
    if (line.trim() === '…') {
      skipping = true;
      continue;
    }
    const cut = line.trimEnd().endsWith('…');
    const wanted = form(cut ? line.trimEnd().slice(0, -1) : line);
    const agrees = (text: string): boolean => (cut ? text.startsWith(wanted) : text === wanted);
    const next = skipping ? lines.findIndex((text, place) => place >= at && agrees(text)) : at;
    if (next < 0 || !agrees(lines[next] ?? '')) return line;
    at = next + 1;
    skipping = false;
  }
  return undefined;
}
