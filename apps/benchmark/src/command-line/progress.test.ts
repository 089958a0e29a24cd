import { describe, expect, it } from 'vitest';
import { plainProgress } from './plain-progress.ts';
import { secondsLeft } from './progress.ts';
import { sampleTerminal } from '../testing/sample-terminal.ts';
import { terminalProgress } from './terminal-progress.ts';

describe('secondsLeft', () => {
  it('goes on at the pace so far', () => {
    expect(secondsLeft({ done: 2, steps: 6, elapsed: 10 })).toBe(20);
    expect(secondsLeft({ done: 6, steps: 6, elapsed: 10 })).toBe(0);
  });

  it('is unknown before anything is done', () => {
    expect(secondsLeft({ done: 0, steps: 6, elapsed: 10 })).toBeNaN();
  });
});

describe('plainProgress', () => {
  it('writes one plain line for each thing said, with the time left between the first and the last', () => {
    let clock = 1000;
    let written = '';
    const progress = plainProgress(
      (text) => (written += text),
      () => clock,
    );
    progress.start(3);
    progress.line('starting');
    clock += 2000;
    progress.stage('working');
    progress.advance(1);
    progress.line('one');
    clock += 4000;
    progress.advance(2);
    progress.line('three');
    progress.stop();
    expect(written).toBe('starting\none (about 4.0 s left)\nthree\n');
  });
});

describe('terminalProgress', () => {
  it('draws a bar with the work under way and the time left, lets lines scroll above it, and clears it', () => {
    let clock = 0;
    const terminal = sampleTerminal({ isTTY: true });
    const progress = terminalProgress(terminal.stderr, () => clock);
    progress.start(4);
    clock += 3000;
    progress.advance(1);
    progress.stage('german lsq seed 0: training');
    progress.line('german kd seed 0: done');
    progress.stop();
    const drawn = terminal.errors();
    expect(drawn).toContain('25%, 9.0 s left, german lsq seed 0: training');
    expect(drawn).toContain('german kd seed 0: done\n');
    const clearsBelow = '\u001b[0J';
    expect(drawn.lastIndexOf(clearsBelow)).toBeGreaterThan(drawn.lastIndexOf('training'));
  });

  it('keeps the time left in 80 columns, however long the label', () => {
    let clock = 0;
    const terminal = sampleTerminal({ isTTY: true, columns: 80 });
    const progress = terminalProgress(terminal.stderr, () => clock);
    progress.start(4);
    clock += 200_000;
    progress.advance(1);
    progress.stage(`german ${'cfq-faithful '.repeat(8)}seed 0: training`);
    progress.stop();
    const drawn = terminal.errors();
    const bar = drawn.split('\n').find((line) => line.includes('training'))!;
    expect(bar.indexOf('10 min 0 s left')).toBeGreaterThan(0);
    const [, shown = ''] = /(░.*)/.exec(bar) ?? [];
    expect(shown.indexOf('10 min 0 s left')).toBeLessThan(40);
  });

  it('breaks long lines between words, a number staying with its unit', () => {
    const terminal = sampleTerminal({ isTTY: true, columns: 40 });
    terminalProgress(terminal.stderr).line('german lsq 4 bits seed 0: accuracy 74.3 %, VD 0.053');
    expect(terminal.errors()).toBe('german lsq 4 bits seed 0: accuracy\n  74.3 %, VD 0.053\n');
  });

  it('still says lines where no bar was started', () => {
    const terminal = sampleTerminal({ isTTY: true });
    const progress = terminalProgress(terminal.stderr);
    progress.line('nothing to do');
    progress.stop();
    expect(terminal.errors()).toBe('nothing to do\n');
  });
});
