/** Gives every promise in a result a listener: one that is refused must not end the process when it fails later. */
function heed(value: unknown): void {
  if (value instanceof Promise) {
    value.catch(() => undefined);
  } else if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (Array.isArray(value) || prototype === Object.prototype) Object.values(value).forEach(heed);
  }
}

/**
 * Calls a function that is to answer at once. An `async` function goes on after its first `await`, when the trace is
 * over, and fails there with nobody waiting: its promise is refused as a result, and its failure heard.
 */
export function callSynchronously(fn: (...args: never[]) => unknown, args: readonly unknown[]): unknown {
  const result = (fn as (...given: unknown[]) => unknown)(...args);
  heed(result);
  return result;
}
