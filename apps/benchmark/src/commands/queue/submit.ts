import { decodeText, parseYaml } from '@cfq/datasets';
import { isMap } from 'yaml';
import { UsageError } from '../../command-line/benchmark-error.ts';
import type { ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { readGivenFile } from '../../configuration/read-given-file.ts';
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

/** Whether a file has families; one that is no YAML is refused where it is read. */
function namesFamilies(study: string): boolean {
  try {
    const text = decodeText(readGivenFile(study), { caller: 'queue submit', file: study });
    const { contents } = parseYaml(text).document;
    return isMap(contents) && contents.has('families');
  } catch (error) {
    throw new UsageError(`queue submit: cannot read "${study}" (${oneLine(error)}). Correct the file.`);
  }
}
