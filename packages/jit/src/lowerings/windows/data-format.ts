import { JitError } from '../../errors/jit-error.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { Value } from '../../graph/types.ts';
import { channelsFirst, channelsLast } from './windows.ts';

/** How a tensor in one of TF.js's data formats becomes one in the engine's, channels first, and back. */
export interface DataFormat {
  readonly toEngine: (g: GraphBuilder, x: Value) => Value;
  readonly fromEngine: (g: GraphBuilder, x: Value) => Value;
  /** A value per channel in a shape that broadcasts over an image. */
  readonly perChannel: (g: GraphBuilder, x: Value) => Value;
}

const last: DataFormat = { toEngine: channelsFirst, fromEngine: channelsLast, perChannel: (_g, x) => x };

const first: DataFormat = {
  toEngine: (_g, x) => x,
  fromEngine: (_g, x) => x,
  perChannel: (g, x) => (x.shape.length === 1 ? g.reshape(x, [x.shape[0]!, 1, 1]) : x),
};

const formats: Readonly<Record<string, DataFormat>> = { NHWC: last, NDHWC: last, NCHW: first };

/**
 * The layout of a data format of TF.js; absent means channels last, as in TF.js.
 *
 * @throws JitError for a format TF.js does not know.
 */
export function dataFormatOf(name: string | undefined): DataFormat {
  const format = formats[name ?? 'NHWC'];
  if (format !== undefined) return format;
  throw new JitError(
    `jit: a data format is one of ${Object.keys(formats).join(', ')} (got ${name}). Name one of them.`,
  );
}
