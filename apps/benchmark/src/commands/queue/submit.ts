import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { queueAddress } from '../../queue/queue-address.ts';
import { replicate } from '../replicate/run.ts';
import { run } from '../run/run.ts';
import type { QueueFlags } from './register.ts';

/**
 * `cfq queue submit`: puts the cells of a configuration file into a queue: families where it names some, else what `cfq run`
 * would make of it.
 *
 * @throws UsageError where file or database cannot be used
 */
export async function submit(study: string, flags: QueueFlags, terminal: Terminal): Promise<ExitCode> {
  const queue = queueAddress(flags.queue);
  const asked = { config: study, queue };
  return namesFamilies(study) ? replicate([], asked, terminal) : run(asked, terminal);
}

function namesFamilies(study: string): boolean {
  try {
    const content: unknown = parse(readFileSync(study, 'utf8'), { logLevel: 'silent' });
    return typeof content === 'object' && content !== null && 'families' in content;
  } catch (error) {
    throw new UsageError(`queue submit: cannot read "${study}" (${oneLine(error)}). Correct the file.`);
  }
}
