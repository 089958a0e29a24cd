import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { fetchResults } from '../../queue/fetch-results.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { queueAddress } from '../../queue/queue-address.ts';
import { assertFolderTarget } from '../../store/assert-target.ts';
import { tellMerged } from '../merge/tell-merged.ts';
import type { QueueFlags } from './register.ts';

/**
 * `cfq queue fetch`: writes what a queue holds as a folder of cells.
 *
 * @returns failed where the folder held another result of a cell, or something damaged
 * @throws UsageError where database or folder cannot be used
 */
export async function fetchFolder(
  { queue: address, out }: QueueFlags & { readonly out: string },
  terminal: Terminal,
): Promise<ExitCode> {
  assertFolderTarget('--out', out);
  const queue = await openQueue(queueAddress(address));
  try {
    return tellMerged(await fetchResults(queue, out), out, terminal);
  } finally {
    await queue.close();
  }
}
