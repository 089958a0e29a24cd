import { duration } from './duration.ts';
import { secondsLeft, type Progress } from './progress.ts';

/**
 * Progress as plain lines, for logs and pipes: what is said, and after each finished line the time left.
 *
 * @param write receives each line with its line break
 * @param now a clock in milliseconds
 */
export function plainProgress(write: (text: string) => void, now: () => number = Date.now): Progress {
  let steps = 0;
  let done = 0;
  let started = 0;
  return {
    start(total) {
      [steps, done, started] = [total, 0, now()];
    },
    stage() {
      return;
    },
    advance(count) {
      done += count;
    },
    line(text) {
      const left = secondsLeft({ done, steps, elapsed: (now() - started) / 1000 });
      const tail = Number.isFinite(left) && done < steps ? ` (about ${duration(left)} left)` : '';
      write(`${text}${tail}\n`);
    },
    stop() {
      return;
    },
  };
}
