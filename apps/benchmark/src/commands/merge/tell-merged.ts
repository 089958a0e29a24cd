import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { quoted } from '../../command-line/quoted.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { Merged } from '../../store/merging/merge-folders.ts';

/**
 * Says what became of cells that were put into one folder, and alarms where two results of one disagree.
 *
 * @returns failed where they do, or a file is damaged
 */
export function tellMerged(
  { cells, twice, plans, mismatches, damaged }: Merged,
  out: string,
  { stdout, stderr }: Terminal,
): ExitCode {
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
