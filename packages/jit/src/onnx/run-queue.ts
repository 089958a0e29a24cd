import { copyOfInput } from './copy-of-input.ts';
import type { ModelInput } from './model-values.ts';
import { startAtOnce } from './start-at-once.ts';

/** Runs of one session, one after another: not every runtime lets them overlap. */
export interface RunQueue {
  /** Runs on `feeds` as they are at the time of this call. */
  run<T>(feeds: readonly ModelInput[], task: (feeds: readonly ModelInput[]) => Promise<T>): Promise<T>;
  /** Waits for the runs asked for before. */
  afterwards<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * A queue whose runs see their inputs as they were when they were asked for: a run that starts at once reads them where
 * they are, any other gets copies. Whether the engine starts at once is seen at its first run.
 */
export function createRunQueue(): RunQueue {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  let startsAtOnce = false;

  const follow = async <T>(result: Promise<T>): Promise<T> => {
    waiting++;
    // The queue goes on after a failure; the failure belongs to its own caller.
    last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      waiting--;
    }
  };
  return {
    async run(feeds, task) {
      if (waiting > 0) {
        const copies = feeds.map(copyOfInput);
        return follow(last.then(() => startAtOnce(() => task(copies)).result));
      }
      const { result, ran } = startAtOnce(() => task(startsAtOnce ? feeds : feeds.map(copyOfInput)));
      startsAtOnce = ran;
      return follow(result);
    },
    afterwards: (task) => follow(last.then(task)),
  };
}
