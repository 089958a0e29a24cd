import type { Output } from '../terminal.ts';
import { visible } from './visible.ts';

/** Colours and weights as tables use them; none of them hides text. */
const paint = /(\x1b\[(?:0|1|2|22|39|3[0-7]|9[0-7])m)/;

const streams = new WeakMap<Output, Output>();

/** A stream on which nothing is written that a reader would not see, but colours. */
export function visibleOutput(stream: Output): Output {
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
    (stream.write as (...all: unknown[]) => boolean).call(
      stream,
      typeof chunk === 'string' ? painted(chunk) : chunk,
      ...rest,
    );
  const shown = new Proxy(stream, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  streams.set(shown, stream);
  return shown;
}

/** The stream itself, for what moves the cursor on purpose; whoever does that shows its words by {@link visible}. */
export function streamOf(output: Output): Output {
  return streams.get(output) ?? output;
}

function painted(text: string): string {
  return text
    .split(paint)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
}
