import type { Output } from '../command-line/terminal.ts';
import { terminalLook } from '../command-line/terminal-look.ts';
import type { TableCells } from '../tables/summarize-cells.ts';
import { wrapText } from '../tables/wrap-text.ts';
import { verdictOf } from './verdict.ts';

/** What stands at the end of the tables of a command. */
interface Ending {
  readonly tables: readonly TableCells[];
  /** What the columns shown are, one line each. */
  readonly legend: readonly string[];
  /** A command to run next, and why. */
  readonly next: string;
  readonly markdown?: boolean;
}

/** Prints the legend of the columns, the verdict on every method in plain sentences, and what to run next. */
export function writeVerdict({ tables, legend, next, markdown = false }: Ending, stdout: Output): void {
  const { width } = terminalLook(stdout);
  const line = (text: string, indent = '') => {
    const lines = width === undefined || markdown ? [text] : wrapText(text, width, indent);
    stdout.write(`${lines.join('\n')}\n`);
  };
  const heading = (text: string) => line(markdown ? `**${text}**\n` : text);
  const item = (text: string) => line(markdown ? `- ${text}` : `  ${text}`, '    ');
  heading('Columns');
  for (const one of legend) item(one);
  stdout.write('\n');
  const notes = new Set<string>();
  for (const table of tables) {
    const verdict = verdictOf(table);
    if (verdict === undefined) continue;
    heading(`Verdict: ${verdict.title}`);
    for (const sentence of verdict.sentences) item(sentence);
    for (const note of verdict.notes) notes.add(note);
    stdout.write('\n');
  }
  for (const note of notes) line(note);
  line(`Next: ${next}`, '  ');
}
