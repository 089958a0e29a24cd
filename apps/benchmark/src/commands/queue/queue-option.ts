import { Option } from 'commander';
import { queueVariable } from '../../queue/queue-address.ts';

/** `--queue`: the database of a queue. */
export function queueOption(what = 'PostgreSQL database of the queue'): Option {
  return new Option(
    '--queue <url>',
    `${what}: postgres://user@host/database (default: ${queueVariable} of the environment)`,
  );
}
