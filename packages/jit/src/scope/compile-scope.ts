import { DisposedError } from '../errors/disposed-error.ts';
import { JitError } from '../errors/jit-error.ts';
import { asyncDispose } from './async-dispose.ts';
import { keyPath, type CompileKey } from './key-path.ts';

/** Owns what is compiled in it: one graph a key, all freed together. */
export interface CompileScope extends AsyncDisposable {
  /**
   * What was compiled under a key, compiled on first use.
   *
   * @param key What the graph depends on beside its inputs, see {@link CompileKey}.
   * @param compile Makes it: a jitted function, or anything else. May return a promise; then callers that ask
   *   meanwhile share it, and after a failure the next one compiles again. A method `dispose`, where the result has one, is
   *   called when the scope is disposed.
   * @throws DisposedError after `dispose()`. What `compile` throws passes through, and nothing is kept.
   */
  compileOnce<Graph extends object>(key: CompileKey, compile: () => Graph): Graph;
  /**
   * Frees everything; safe to repeat. Where freeing fails the rest is freed all the same.
   *
   * @throws JitError with the cause, when something did not let itself be freed.
   */
  dispose(): Promise<void>;
}

/** A step of a key, and what is kept under the key that ends here. */
interface Step {
  readonly next: Map<unknown, Step>;
  graph?: object;
}

const newStep = (): Step => ({ next: new Map() });

/**
 * A scope for compiled graphs: `await using scope = createCompileScope()` frees them at the end of the block. Hand it to
 * calls that should share what they compile; calls without one compile for themselves (see {@link borrowScope}).
 */
export function createCompileScope(): CompileScope {
  let root = newStep();
  const graphs = new Set<object>();
  let disposed: Promise<void> | undefined;

  const stepOf = (key: CompileKey): Step =>
    keyPath(key).reduce<Step>((step, part) => {
      const known = step.next.get(part) ?? newStep();
      step.next.set(part, known);
      return known;
    }, root);

  const forget = (step: Step, graph: object): void => {
    graphs.delete(graph);
    if (step.graph === graph) delete step.graph;
  };

  const scope: CompileScope = {
    compileOnce<Graph extends object>(key: CompileKey, compile: () => Graph): Graph {
      if (disposed !== undefined) {
        throw new DisposedError(
          'compileOnce: the scope was disposed (expected a live scope). Create another with createCompileScope().',
        );
      }
      const step = stepOf(key);
      if (step.graph !== undefined) return step.graph as Graph;
      const graph = compile();
      step.graph = graph;
      graphs.add(graph);
      // A failure is reported to the callers that wait for it; the next call may try again.
      if (graph instanceof Promise) graph.catch(() => forget(step, graph));
      return graph;
    },
    dispose() {
      disposed ??= freeAll([...graphs]);
      graphs.clear();
      root = newStep();
      return disposed;
    },
    [asyncDispose]: () => scope.dispose(),
  };
  return scope;
}

async function freeAll(graphs: readonly object[]): Promise<void> {
  const freed = await Promise.allSettled(graphs.map(free));
  const reasons = freed.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  if (reasons.length === 0) return;
  throw new JitError(
    `CompileScope.dispose: everything compiled lets itself be freed (expected ${graphs.length} of ${graphs.length}, ` +
      `got ${graphs.length - reasons.length}; first failure: ${String(reasons[0])}). The others are free; see the cause.`,
    { cause: reasons.length === 1 ? reasons[0] : new AggregateError(reasons) },
  );
}

async function free(graph: object): Promise<void> {
  // What never came to be needs no freeing: its callers have been told.
  const made: unknown = graph instanceof Promise ? await graph.catch(() => null) : graph;
  const { dispose } = (made ?? {}) as { readonly dispose?: unknown };
  if (typeof dispose === 'function') await (made as { dispose(): unknown }).dispose();
}
