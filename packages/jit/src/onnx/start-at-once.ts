/** A run that was asked for. */
export interface StartedRun<T> {
  readonly result: Promise<T>;
  /** Whether the engine computed it before this returned, so that it has read its inputs. */
  readonly ran: boolean;
}

/**
 * Asks an engine to run, and has it run at once where it can.
 *
 * onnxruntime-node computes synchronously, inside a `setImmediate` callback of its own: whatever the caller writes into
 * the inputs before the event loop comes round is computed with. Here the callback is called where it is scheduled. The
 * result is handed out an immediate later, so that the event loop turns between runs as before.
 */
export function startAtOnce<T>(run: () => Promise<T>): StartedRun<T> {
  const schedule = (globalThis as Partial<Pick<typeof globalThis, 'setImmediate'>>).setImmediate;
  if (schedule === undefined) return { result: run(), ran: false };
  const seen = { ran: false };
  const callNow = (task: () => void): void => {
    globalThis.setImmediate = schedule;
    seen.ran = true;
    task();
  };
  globalThis.setImmediate = callNow as unknown as typeof setImmediate;
  let result: Promise<T>;
  try {
    result = run();
  } finally {
    globalThis.setImmediate = schedule;
  }
  const { ran } = seen;
  if (!ran) return { result, ran };
  // A failure is reported to whoever waits below, after the same turn.
  result.catch(() => undefined);
  const turn = new Promise<void>((resolve) => schedule(resolve));
  return { result: turn.then(() => result), ran };
}
