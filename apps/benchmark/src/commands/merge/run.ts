import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { quoted } from '../../command-line/quoted.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { assertFolderTarget } from '../../store/assert-target.ts';
import { mergeFolders } from '../../store/merging/merge-folders.ts';

/**
 * `cfq merge`: joins folders of cells, such as those of shards.
 *
 * @returns failed where two folders disagree about a cell, or a file is damaged; the rest is joined
 * @throws UsageError where a folder cannot be read or written
 */
export function merge(
  folders: readonly string[],
  { out }: { readonly out: string },
  { stdout, stderr }: Terminal,
): ExitCode {
  assertFolderTarget('--out', out);
  const { cells, twice, plans, mismatches, damaged } = mergeFolders(folders, out);
  stdout.write(
    `${counted(cells, 'cell')} and ${counted(plans, 'plan')} in ${out}; ${twice} found more than once, and equal\n`,
  );
  for (const { stem, fields, places } of mismatches) {
    stderr.write(
      `cfq: not reproduced: ${stem} differs in ${fields.join(', ')} between ${places.join(' and ')}; it is left out\n`,
    );
  }
  for (const line of damaged) stderr.write(`cfq: ${line}\n`);
  stdout.write(
    `Next: \`cfq status ${quoted(out)}\` says what is missing, \`cfq report ${quoted(out)}\` what was found.\n`,
  );
  return mismatches.length + damaged.length > 0 ? exitCode.failed : exitCode.success;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
