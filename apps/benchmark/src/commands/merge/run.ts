import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { unpackArchive } from '../../store/archive/unpack-archive.ts';
import { assertFolderTarget } from '../../store/assert-target.ts';
import { mergeFolders } from '../../store/merging/merge-folders.ts';
import { tellMerged } from './tell-merged.ts';

/**
 * `cfq merge`: joins folders of cells, such as those of shards, and archives of them.
 *
 * @returns failed where two folders disagree about a cell, or a file is damaged; the rest is joined
 * @throws UsageError where a folder cannot be read or written, or an archive is not whole; nothing has been written then
 */
export async function merge(
  sources: readonly string[],
  { out }: { readonly out: string },
  terminal: Terminal,
): Promise<ExitCode> {
  assertFolderTarget('--out', out);
  const scratch = mkdtempSync(join(tmpdir(), 'cfq-merge-'));
  try {
    const called = new Map<string, string>();
    for (const [place, source] of sources.entries()) {
      if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) {
        called.set(source, source);
        continue;
      }
      const into = join(scratch, String(place));
      mkdirSync(into);
      called.set(await unpackArchive(source, into), source);
    }
    const merged = mergeFolders([...called.keys()], out, (folder) => called.get(folder) ?? folder);
    const damaged = merged.damaged.map((line) =>
      [...called].reduce((text, [folder, source]) => text.replaceAll(folder, source), line),
    );
    return tellMerged({ ...merged, damaged }, out, terminal);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
