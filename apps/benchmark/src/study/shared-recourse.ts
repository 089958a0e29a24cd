import type { RecourseStore } from '@cfq/training';
import { contentHash } from '../cells/content-hash.ts';
import type { Timing } from '../runner/timing.ts';
import type { SharedStore } from '../store/shared-store.ts';

/** The teacher's recourse for training rows in a shared store, with what it took. */
export interface SharedRecourse extends RecourseStore {
  /** Seconds that solving all that was asked for since the last call took, whenever that was. */
  takeSeconds(): number;
}

/** Keeps the teacher's recourse for training rows in a shared store, by content and code version. */
export function sharedRecourse(
  shared: SharedStore,
  codeVersion: string,
  onTiming: (one: Timing) => void,
  now: () => number = () => performance.now(),
): SharedRecourse {
  const keyOf = (key: string) => contentHash({ codeVersion, recourse: key });
  let missed = 0;
  let taken = 0;
  const take = (seconds: number, reused: boolean): void => {
    taken += seconds;
    onTiming({ phase: 'trainingRecourse', seconds, reused });
  };
  return {
    get(key) {
      const found = shared.read('recourse', keyOf(key));
      if (found !== undefined) take(found.seconds, true);
      missed = now();
      return Promise.resolve(found?.value);
    },
    set(key, value) {
      const seconds = (now() - missed) / 1000;
      take(seconds, false);
      shared.write('recourse', keyOf(key), { value, seconds });
      return Promise.resolve();
    },
    takeSeconds() {
      const seconds = taken;
      taken = 0;
      return seconds;
    },
  };
}
