/**
 * The key under which `await using` looks for a way to dispose: `Symbol.asyncDispose`, or the symbol that compiled
 * `await using` falls back on where the engine does not have it yet.
 */
export const asyncDispose: typeof Symbol.asyncDispose = asyncDisposeOf(Symbol);

/** That key, from what the engine's `Symbol` offers. */
export function asyncDisposeOf(symbols: { readonly asyncDispose?: symbol }): typeof Symbol.asyncDispose {
  return (symbols.asyncDispose ?? Symbol.for('Symbol.asyncDispose')) as typeof Symbol.asyncDispose;
}
