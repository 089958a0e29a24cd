import cliProgress from 'cli-progress';
import { duration } from './duration.ts';
import type { Output } from './terminal.ts';
import { secondsLeft, type Progress } from './progress.ts';
import { streamOf } from './seen/visible-output.ts';
import { visible } from './seen/visible.ts';
import { wrapText } from '../tables/wrap-text.ts';

/**
 * Progress as one bar on a terminal, with the work under way and the time left; finished lines scroll above it.
 *
 * @param output the terminal (stderr)
 * @param now a clock in milliseconds
 */
export function terminalProgress(output: Output, now: () => number = Date.now): Progress {
  const stream = streamOf(output);
  const bars = new cliProgress.MultiBar(
    {
      stream,
      // What is cut off at the right is the label, never the time left.
      format: '{bar} {percentage}%{left} {label}',
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
      fps: 8,
      autopadding: true,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let bar: cliProgress.SingleBar | undefined;
  let steps = 0;
  let done = 0;
  let started = 0;
  const left = () => {
    const seconds = secondsLeft({ done, steps, elapsed: (now() - started) / 1000 });
    return Number.isFinite(seconds) ? `, ${duration(seconds)} left,` : '';
  };
  return {
    start(total) {
      [steps, done, started] = [total, 0, now()];
      bar = bars.create(total, 0, { label: '', left: '' });
    },
    stage(label) {
      bar?.update({ label: visible(label), left: left() });
      if (bar !== undefined) bars.update();
    },
    advance(count) {
      done += count;
      bar?.update(done, { left: left() });
    },
    line(said) {
      const text = wrapText(visible(said), stream.columns || 80, '  ').join('\n');
      if (bar === undefined) stream.write(`${text}\n`);
      else {
        bars.log(`${text}\n`);
        bars.update();
      }
    },
    stop() {
      if (bar !== undefined) bars.stop();
      bar = undefined;
    },
  };
}
