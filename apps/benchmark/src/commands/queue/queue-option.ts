import { Option } from 'commander';
import { queueVariable } from '../../queue/queue-address.ts';

const form = 'postgres://user@host/database';

/** `--queue` of a command that is about queues: the flag, else the environment. */
export function queueOption(): Option {
  return new Option(
    '--queue <url>',
    `PostgreSQL database of the queue: ${form} (default: ${queueVariable} of the environment)`,
  );
}

/**
 * `--queue` of a command that can do without one: the flag alone counts.
 *
 * @param what is done with the queue
 */
export function optionalQueueOption(what: string): Option {
  return new Option('--queue <url>', `${what}: ${form}`);
}
