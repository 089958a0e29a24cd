import { UsageError } from '../../command-line/benchmark-error.ts';

/**
 * A queue and a shard are two ways to share work, and a queue stores results by itself.
 *
 * @throws UsageError where both are asked for
 */
export function assertQueueAlone(flags: { readonly queue?: string; readonly shard?: string }): void {
  if (flags.queue === undefined || flags.shard === undefined) return;
  throw new UsageError('--shard: workers of a queue take whatever is next. Leave out --shard or --queue.');
}
