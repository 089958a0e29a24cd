import type { Executor } from '@cfq/jit';

/**
 * What answers a search: compiled code as `@cfq/jit` runs it, or `loops` over the layers of the model's network, where nothing
 * is traced, compiled or loaded: the quickest for the few rows of one person.
 */
export type SearchExecutor = Executor | 'loops';

/** What runs code that is traced all the same: the loops are those of the network alone. */
export function tracedExecutor(executor: SearchExecutor | undefined): Executor | undefined {
  return executor === 'loops' ? 'eager' : executor;
}
