import { codeVersion } from '../../cells/code/code-version.ts';
import { duration } from '../../command-line/duration.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { queueAddress } from '../../queue/queue-address.ts';
import { queueStatus, type QueueStatus, type StudyStatus } from '../../queue/queue-status.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import type { QueueFlags } from './register.ts';

/**
 * `cfq queue status`: where the studies of a queue stand.
 *
 * @returns failed where a cell was given up, or two workers disagree about one
 * @throws UsageError where the database cannot be used
 */
export async function status(
  flags: QueueFlags & { readonly json?: boolean },
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  const queue = await openQueue(queueAddress(flags.queue));
  let found: QueueStatus;
  try {
    found = await queueStatus(queue);
  } finally {
    await queue.close();
  }
  const { studies, workers, mismatches } = found;
  if (flags.json === true) stdout.write(`${JSON.stringify({ codeVersion, ...found }, null, 2)}\n`);
  else if (studies.length === 0) stdout.write('The queue holds no study. Add one with: cfq queue submit\n');
  else {
    const running = workers.reduce((sum, { cells }) => sum + cells, 0);
    stdout.write(renderTerminal(overview(studies, running)));
    for (const { worker, cells, silent } of workers) {
      stdout.write(
        `${worker}: ${cells} ${cells === 1 ? 'cell' : 'cells'} under way, heard of ${duration(silent)} ago\n`,
      );
    }
    if (workers.length === 0 && studies.some(({ waiting }) => waiting > 0))
      stdout.write('nobody works on it at the moment: cfq worker\n');
    for (const { family, failed } of studies) {
      for (const { stem, error } of failed) {
        stdout.write(`${family}: ${stem}: ${error.name}: ${oneLine(error.message)}\n`);
      }
    }
  }
  for (const { hash, worker, fields } of mismatches) {
    stderr.write(
      `cfq: not reproduced: ${hash.slice(0, 12)} by ${worker} differs in ${fields.join(', ')} from what is stored\n`,
    );
  }
  const failed = studies.some((one) => one.failed.length > 0);
  return failed || mismatches.length > 0 ? exitCode.failed : exitCode.success;
}

function overview(studies: readonly StudyStatus[], running: number) {
  return {
    title: `Studies, seen by code version ${codeVersion}`,
    columns: ['study', 'code', 'cells', 'done', 'running', 'waiting', 'failed', 'left'],
    rows: studies.map((study) => {
      const open = study.waiting + study.running;
      const left =
        study.secondsPerCell === null || running === 0
          ? '–'
          : duration((open * study.secondsPerCell) / running);
      return [
        ...[study.family, study.codeVersion],
        ...[study.cells, study.done, study.running, study.waiting, study.failed.length].map(String),
        open === 0 ? duration(0) : left,
      ];
    }),
  };
}
