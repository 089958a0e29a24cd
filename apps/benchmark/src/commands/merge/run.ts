import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { assertFolderTarget } from '../../store/assert-target.ts';
import { mergeFolders } from '../../store/merging/merge-folders.ts';
import { tellMerged } from './tell-merged.ts';

/**
 * `cfq merge`: joins folders of cells, such as those of shards.
 *
 * @returns failed where two folders disagree about a cell, or a file is damaged; the rest is joined
 * @throws UsageError where a folder cannot be read or written
 */
export function merge(
  folders: readonly string[],
  { out }: { readonly out: string },
  terminal: Terminal,
): ExitCode {
  assertFolderTarget('--out', out);
  return tellMerged(mergeFolders(folders, out), out, terminal);
}
