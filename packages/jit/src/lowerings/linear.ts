import type { _FusedMatMulAttrs, BatchMatMulAttrs, EinsumAttrs } from '@tensorflow/tfjs-core';

import { broadcastShapes } from '../graph/broadcast-shapes.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attribute, type Value } from '../graph/types.ts';
import { applyActivation } from './activation.ts';
import { parseEinsum } from './einsum-equation.ts';
import { input, inputList, type Lowering } from './lowering.ts';

function lastTwoSwapped(rank: number): number[] {
  return Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
}

/**
 * Matrix product over the last two axes. Float matrices become Gemm, which transposes for free; a batch of
 * one is a matrix; the rest is MatMul with explicit transposes.
 */
function matMul(g: GraphBuilder, a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const isMatrix = batch.every((extent) => extent === 1);
  if (isMatrix && a.dtype === 'float32' && b.dtype === 'float32') {
    const product = g.emit('Gemm', [g.reshape(a, a.shape.slice(-2)), g.reshape(b, b.shape.slice(-2))], {
      transA: attribute.int(transposeA ? 1 : 0),
      transB: attribute.int(transposeB ? 1 : 0),
    });
    return g.reshape(product, [...batch, ...product.shape]);
  }
  const left = transposeA ? g.transpose(a, lastTwoSwapped(a.shape.length)) : a;
  const right = transposeB ? g.transpose(b, lastTwoSwapped(b.shape.length)) : b;
  return g.emit('MatMul', [left, right]);
}

export const batchMatMul: Lowering<BatchMatMulAttrs> = (context, { transposeA, transposeB }) =>
  matMul(context.g, input(context, 'a'), input(context, 'b'), transposeA, transposeB);

export const fusedMatMul: Lowering<_FusedMatMulAttrs> = (context, attrs) => {
  const { g, inputs } = context;
  const product = matMul(g, input(context, 'a'), input(context, 'b'), attrs.transposeA, attrs.transposeB);
  const biased = inputs['bias'] === undefined ? product : g.emit('Add', [product, inputs['bias']]);
  return applyActivation(g, biased, attrs.activation, inputs['preluActivationWeights'], attrs.leakyreluAlpha);
};

export const einsum: Lowering<EinsumAttrs> = (context, { equation }) => {
  const operands = inputList(context);
  const { terms, result } = parseEinsum(
    equation,
    operands.map(({ shape }) => shape.length),
  );
  const labels = terms.map((term) => term.join('')).join(',');
  return context.g.emit('Einsum', operands, { equation: attribute.string(`${labels}->${result.join('')}`) });
};
