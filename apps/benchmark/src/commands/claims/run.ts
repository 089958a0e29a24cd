import { claims as all } from '../../claims/claims.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { readCells } from '../../store/read-cells.ts';
import { renderMarkdown } from '../../tables/render-markdown.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/**
 * `cfq claims`: each claim of the paper held against the cells of a folder, with the numbers and a verdict a row.
 *
 * @returns failed where a file of the folder is damaged; the rest is still printed
 * @throws UsageError where the folder holds no cell that a claim is about
 */
export function claims(
  folder: string,
  flags: { readonly markdown?: boolean },
  { stdout, stderr }: Terminal,
): ExitCode {
  const { cells, damaged } = readCells(folder);
  const found = all.flatMap((claim) => claim(cells.map(({ cell }) => cell)) ?? []);
  if (found.length === 0) {
    throw new UsageError(
      `claims: ${folder} holds no cells that a claim is about. Run: cfq replicate main ablations budget-curves`,
    );
  }
  for (const { claim, table, rule } of found) {
    const body = flags.markdown ? renderMarkdown(table) : renderTerminal(table);
    stdout.write(flags.markdown ? `## ${claim}\n\n${body}\n${rule}\n\n` : `${claim}\n\n${body}\n${rule}\n\n`);
  }
  for (const line of damaged) stderr.write(`cfq: ${line}\n`);
  return damaged.length > 0 ? exitCode.failed : exitCode.success;
}
