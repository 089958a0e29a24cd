import { memoryRecourseStore, type RecourseStore } from '@cfq/training';

/** A store of teacher recourse that says what solving it took. */
export interface TimedRecourseStore extends RecourseStore {
  /** Whether it was asked since this was last called. */
  takeUsed(): boolean;
  /** Seconds that solving what it holds took. */
  readonly seconds: number;
}

/** Keeps the teacher's recourse for the training rows in memory, shared by the students of one teacher. */
export function timedRecourseStore(now: () => number = () => performance.now()): TimedRecourseStore {
  const kept = memoryRecourseStore();
  let used = false;
  let missed = 0;
  let seconds = 0;
  return {
    async get(key) {
      used = true;
      const found = await kept.get(key);
      missed = now();
      return found;
    },
    async set(key, value) {
      seconds += (now() - missed) / 1000;
      await kept.set(key, value);
    },
    takeUsed() {
      const answer = used;
      used = false;
      return answer;
    },
    get seconds() {
      return seconds;
    },
  };
}
