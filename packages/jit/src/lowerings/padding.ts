import type { MirrorPadAttrs, PadV2Attrs } from '@tensorflow/tfjs-core';

import { attribute, type Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';

export const padV2: Lowering<PadV2Attrs> = (context, { paddings, constantValue }) => {
  const { g } = context;
  const x = input(context, 'x');
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
  return g.emit('Pad', [x, g.ints(pads), g.scalar(x.dtype, constantValue)]);
};

/** Reflection with or without the edge, as one gather of known positions per padded axis. */
export const mirrorPad: Lowering<MirrorPadAttrs> = (context, { paddings, mode }) => {
  const { g } = context;
  const offset = mode === 'reflect' ? 0 : 1;
  return paddings.reduce<Value>(
    (value, [before, after], axis) => {
      if (before === 0 && after === 0) return value;
      const extent = value.shape[axis]!;
      const positions = Array.from({ length: before + extent + after }, (_, i) => {
        if (i < before) return before - i - offset;
        if (i < before + extent) return i - before;
        return 2 * (extent - 1) - (i - before) + offset;
      });
      return g.emit('Gather', [value, g.ints(positions)], { axis: attribute.int(axis) });
    },
    input(context, 'x'),
  );
};
