import type { FusedBatchNormAttrs, LRNAttrs, LRNGradAttrs } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/types.ts';
import { input, type Lowering } from './lowering.ts';

/** (x − mean) / √(variance + ε) · scale + offset. */
export const fusedBatchNorm: Lowering<FusedBatchNormAttrs> = (context, { varianceEpsilon }) => {
  const { g, inputs } = context;
  const [x, mean, variance] = [input(context, 'x'), input(context, 'mean'), input(context, 'variance')];
  const deviation = g.emit('Sqrt', [g.emit('Add', [variance, g.float(varianceEpsilon)])]);
  const scaled =
    inputs['scale'] === undefined
      ? g.emit('Reciprocal', [deviation])
      : g.emit('Div', [inputs['scale'], deviation]);
  const normal = g.emit('Mul', [g.emit('Sub', [x, mean]), scaled]);
  return inputs['offset'] === undefined ? normal : g.emit('Add', [normal, inputs['offset']]);
};

/** Sum of each channel's neighbours within the radius: a product with a banded matrix of ones. */
function neighbours(g: GraphBuilder, x: Value, radius: number): Value {
  const channels = x.shape[x.shape.length - 1]!;
  const band = Float32Array.from({ length: channels * channels }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );
  return g.emit('MatMul', [x, g.constant('float32', band, [channels, channels])]);
}

function normOf(g: GraphBuilder, x: Value, { depthRadius, bias, alpha }: LRNAttrs): Value {
  const squares = neighbours(g, g.emit('Mul', [x, x]), depthRadius);
  return g.emit('Add', [g.emit('Mul', [squares, g.float(alpha)]), g.float(bias)]);
}

/** Local response normalisation across channels: x · (bias + α · Σ x²)^−β. */
export const lrn: Lowering<LRNAttrs> = (context, attrs) => {
  const { g } = context;
  const x = input(context, 'x');
  return g.emit('Mul', [x, g.emit('Pow', [normOf(g, x, attrs), g.float(-attrs.beta)])]);
};

/** dy · n^−β − 2αβ · x · Σ dy · y / n. */
export const lrnGrad: Lowering<LRNGradAttrs> = (context, attrs) => {
  const { g } = context;
  const [x, y, dy] = [input(context, 'x'), input(context, 'y'), input(context, 'dy')];
  const norm = normOf(g, x, attrs);
  const direct = g.emit('Mul', [dy, g.emit('Pow', [norm, g.float(-attrs.beta)])]);
  const shared = neighbours(g, g.emit('Div', [g.emit('Mul', [dy, y]), norm]), attrs.depthRadius);
  const through = g.emit('Mul', [g.emit('Mul', [x, shared]), g.float(2 * attrs.alpha * attrs.beta)]);
  return g.emit('Sub', [direct, through]);
};
