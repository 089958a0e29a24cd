import { UsageError } from '../../command-line/benchmark-error.ts';

/**
 * A queue and a shard are two ways to share work, and a queue stores results by itself.
 *
 * @throws UsageError where both are asked for, or an estimate of a queue
 */
export function assertQueueAlone(flags: {
  readonly queue?: string;
  readonly shard?: string;
  readonly estimate?: boolean;
  readonly log?: string;
}): void {
  if (flags.queue === undefined) return;
  if (flags.estimate === true) {
    throw new UsageError('--estimate: is of what runs here or as shards. Leave out --estimate or --queue.');
  }
  if (flags.log !== undefined) {
    throw new UsageError(
      '--log: nothing has been computed yet that could be logged (got --queue). Leave one out.',
    );
  }
  if (flags.shard === undefined) return;
  throw new UsageError('--shard: workers of a queue take whatever is next. Leave out --shard or --queue.');
}
