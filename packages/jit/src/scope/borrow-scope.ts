import { asyncDispose } from './async-dispose.ts';
import { createCompileScope, type CompileScope } from './compile-scope.ts';

/**
 * The scope to compile in during one call: the caller's, which outlives the call, or one of its own, which ends with it.
 *
 * ```ts
 * await using scope = borrowScope(problem.scope);
 * const graph = scope.compileOnce([solve, problem.logits], () => jit(problem.logits));
 * ```
 *
 * @param scope The caller's, if there is one. Disposing of what is returned leaves it alone.
 */
export function borrowScope(scope: CompileScope | undefined): CompileScope {
  if (scope === undefined) return createCompileScope();
  return {
    compileOnce: (key, compile) => scope.compileOnce(key, compile),
    dispose: () => Promise.resolve(),
    [asyncDispose]: () => Promise.resolve(),
  };
}
