import type { Dilation2DAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import { JitError } from '../../errors/jit-error.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { input, type Lowering, type LoweringContext } from '../lowering.ts';
import { reduceAxes } from '../reduction.ts';
import { windowTaps } from './window-taps.ts';
import { channelsFirst, channelsLast, windowAttributes, windowsOf, type WindowInfo } from './windows.ts';

interface Dilation {
  readonly info: WindowInfo;
  /** x + filter at each position of the filter, row-major; −∞ over padding. */
  readonly sums: readonly Value[];
  /** The largest of them. */
  readonly largest: Value;
}

function dilate(context: LoweringContext, { strides, pad, dilations }: Dilation2DAttrs): Dilation {
  const { g } = context;
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  if (x.dtype !== 'float32' || filter.dtype !== 'float32') {
    throw new JitError(
      `jit: tf.dilation2d is traced for float32 (got ${x.dtype} and ${filter.dtype}). Cast to float32.`,
    );
  }
  const shape = [...x.shape] as [number, number, number, number];
  const [height, width, channels] = filter.shape as [number, number, number];
  const info = backend_util.computeDilation2DInfo(
    shape,
    [height, width, channels],
    strides,
    pad,
    'NHWC',
    dilations,
  );
  const taps = windowTaps(g, x, info, -Infinity);
  const rows = g.emitAll(
    'Split',
    [g.reshape(filter, [height * width, channels]), g.ints(taps.map(() => 1))],
    { axis: attribute.int(0) },
  );
  const sums = taps.map((tap, i) => g.emit('Add', [tap, rows[i]!]));
  return { info, sums, largest: sums.reduce((a, b) => g.emit('Max', [a, b])) };
}

/** Grey-scale dilation: the largest sum of a window and the filter. */
export const dilation2D: Lowering<Dilation2DAttrs> = (context, attrs) => dilate(context, attrs).largest;

/** The gradient of the result at the first largest sum of each window, 0 at the other positions of the filter. */
function shares(g: GraphBuilder, { sums, largest }: Dilation, dy: Value): Value[] {
  let open: Value | undefined;
  return sums.map((sum) => {
    const equal = g.emit('Equal', [sum, largest]);
    const taken = open === undefined ? equal : g.emit('And', [equal, open]);
    const others = g.emit('Not', [equal]);
    open = open === undefined ? others : g.emit('And', [open, others]);
    return g.emit('Where', [taken, dy, g.float(0)]);
  });
}

/** Shares are carried back by a transposed convolution with a one at each position of the filter. */
export const dilation2DBackpropInput: Lowering<Dilation2DAttrs> = (context, attrs) => {
  const { g } = context;
  const dilation = dilate(context, attrs);
  const parts = shares(g, dilation, input(context, 'dy'));
  const [batch, height, width, channels] = dilation.largest.shape as [number, number, number, number];
  const [filterHeight, filterWidth] = input(context, 'filter').shape as [number, number];
  const count = parts.length;
  const columns = parts.map((part) => g.reshape(part, [batch, height, width, channels, 1]));
  const joined = columns.length === 1 ? columns[0]! : g.emit('Concat', columns, { axis: attribute.int(4) });
  const planes = channelsFirst(g, g.reshape(joined, [batch, height, width, channels * count]));
  const ones = Float32Array.from({ length: channels * count * count }, (_, i) =>
    Math.floor(i / count) % count === i % count ? 1 : 0,
  );
  const spread = g.constant('float32', ones, [channels * count, 1, filterHeight, filterWidth]);
  const windows = windowsOf(dilation.info);
  const dx = g.emit('ConvTranspose', [planes, spread], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
    group: attribute.int(channels),
  });
  return channelsLast(g, dx);
};

export const dilation2DBackpropFilter: Lowering<Dilation2DAttrs> = (context, attrs) => {
  const { g } = context;
  const dilation = dilate(context, attrs);
  const sums = shares(g, dilation, input(context, 'dy')).map((share) =>
    reduceAxes(g, 'ReduceSum', share, [0, 1, 2], false),
  );
  const { shape } = input(context, 'filter');
  const rows = sums.map((sum) => g.reshape(sum, [1, shape[2]!]));
  return g.reshape(rows.length === 1 ? rows[0]! : g.emit('Concat', rows, { axis: attribute.int(0) }), shape);
};
