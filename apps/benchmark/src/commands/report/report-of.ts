import { temporaryFolder } from '../../runner/temporary-folder.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { ExitCode } from '../../command-line/exit-code.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { QueueFlags } from '../queue/register.ts';
import { report, type ReportFlags } from './run.ts';

/**
 * `cfq report` of a folder, or of what a queue holds.
 *
 * @throws UsageError where it is neither or both, and as {@link report} does
 */
export async function reportOf(
  folder: string | undefined,
  { queue: address, ...flags }: ReportFlags & QueueFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (folder !== undefined && address === undefined) return report(folder, flags, terminal);
  if (folder !== undefined || address === undefined) {
    throw new UsageError(
      'report: is of a folder or of a queue. Name one of them: cfq report DIR, or --queue.',
    );
  }
  if (flags.out === undefined) {
    throw new UsageError('--out: a report of a queue needs a folder. Name one.');
  }
  const [{ fetchResults }, { openQueue }, { queueAddress }] = await Promise.all([
    import('../../queue/fetch-results.ts'),
    import('../../queue/open-queue.ts'),
    import('../../queue/queue-address.ts'),
  ]);
  const { path: scratch, remove } = temporaryFolder('cfq-report-');
  const queue = await openQueue(queueAddress(address));
  try {
    await fetchResults(queue, scratch);
    return await report(scratch, flags, terminal);
  } finally {
    await queue.close();
    remove();
  }
}
