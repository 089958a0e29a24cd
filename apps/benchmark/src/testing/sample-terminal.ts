import { PassThrough } from 'node:stream';
import type { Output, Terminal } from '../command-line/terminal.ts';

/** A terminal for tests that keeps what is written to it. */
export interface SampleTerminal extends Terminal {
  written(): string;
  errors(): string;
}

/** Makes one; it is a pipe unless `isTTY` is true. */
export function sampleTerminal({ isTTY = false, columns = 100 } = {}): SampleTerminal {
  const [out, err] = [collector(isTTY, columns), collector(isTTY, columns)];
  return { stdout: out.stream, stderr: err.stream, written: out.text, errors: err.text };
}

function collector(isTTY: boolean, columns: number): { stream: Output; text: () => string } {
  const chunks: string[] = [];
  const stream = Object.assign(new PassThrough(), { isTTY, columns, rows: 20 });
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  return { stream, text: () => chunks.join('') };
}
