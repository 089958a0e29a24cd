import { PassThrough } from 'node:stream';
import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { streamOf, visibleOutput } from './visible-output.ts';

const opened = () => {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 72 });
  return { stream, output: visibleOutput(stream), read: () => String(stream.read() ?? '') };
};

describe('visibleOutput', () => {
  it('writes out what a reader would not see, and leaves colours, lines and letters as they are', () => {
    const { output, read } = opened();
    const paint = picocolors.createColors(true);
    const plain = `${paint.bold('größer')} ${paint.green('✓')}\ttab\n`;
    output.write(plain);
    expect(read()).toBe(plain);
    output.write('a\u001b]0;title\u0007b\rc\u0000\u009b2J\u202ed');
    expect(read()).toBe('a\\u001b]0;title\\u0007b\\u000dc\\u0000\\u009b2J\\u202ed');
    output.write('\u001b[8mhidden\u001b[2Jgone');
    expect(read()).toBe('\\u001b[8mhidden\\u001b[2Jgone');
  });

  it('writes JSON that means the same', () => {
    const { output, read } = opened();
    const value = { name: 'a\u009b\u202e\u007f' };
    output.write(JSON.stringify(value));
    const text = read();
    expect(text).not.toContain('\u009b');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('is the stream in everything else', () => {
    const { stream, output } = opened();
    expect([output.isTTY, output.columns]).toEqual([true, 72]);
    expect(streamOf(output)).toBe(stream);
    expect(streamOf(stream)).toBe(stream);
  });
});
