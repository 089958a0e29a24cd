import { exitCode } from './exit-code.ts';

/** Watches for Ctrl-C while a run is under way. */
export interface Interruption {
  /** Aborted at the first Ctrl-C (SIGINT) or SIGTERM. */
  readonly signal: AbortSignal;
  /** Stops watching. */
  release(): void;
}

/**
 * Turns the first SIGINT or SIGTERM into an aborted signal, so that the work under way can end where nothing is half
 * done; the second one ends the process at once. Files are written atomically, so both leave whole files only.
 *
 * @param onFirst called at the first signal
 * @param onSecond called at the second one, before the process ends
 */
export function watchInterruption(onFirst: () => void, onSecond: () => void): Interruption {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) {
      onSecond();
      process.exit(exitCode.interrupted);
    }
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
