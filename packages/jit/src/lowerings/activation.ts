import type { SoftmaxAttrs } from '@tensorflow/tfjs-core';

import { JitError } from '../errors/jit-error.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { leaky } from './binary.ts';
import { input, type Lowering } from './lowering.ts';
import { exponentialLinear } from './numeric/expm1.ts';
import { sigmoid } from './numeric/sigmoid.ts';

/** The activation of a fused kernel. */
export function applyActivation(
  g: GraphBuilder,
  x: Value,
  activation: string,
  slopes: Value | undefined,
  alpha: number | undefined,
): Value {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return g.emit('Relu', [x]);
    case 'relu6':
      return g.emit('Clip', [x, g.float(0), g.float(6)]);
    case 'elu':
      return exponentialLinear(g, x);
    case 'sigmoid':
      return sigmoid(g, x);
    case 'leakyrelu':
      return g.emit('LeakyRelu', [x], { alpha: attribute.float(alpha ?? 0.2) });
    case 'prelu':
      if (slopes !== undefined) return leaky(g, x, slopes);
  }
  throw new JitError(`internal: fused activation '${activation}' is unknown or lacks its weights.`);
}

export const softmax: Lowering<SoftmaxAttrs> = (context, { dim }) =>
  context.g.emit('Softmax', [context.g.cast(input(context, 'logits'), 'float32')], {
    axis: attribute.int(dim),
  });
