import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { loadGradients } from '../eager/load-gradients.ts';
import { printGraph } from '../graph/print-graph.ts';
import { attribute, type Graph, type Value } from '../graph/types.ts';
import type { ndarray } from '../arrays/ndarray.ts';
import { encodeModel } from '../onnx/encode-model.ts';
import { compileModel } from '../onnx/compile-model.ts';
import { loadRuntime } from '../onnx/onnx-runtime.ts';
import { randomStream } from '../random-stream.ts';
import { scan } from '../scan.ts';
import { trace } from '../trace/trace.ts';
import type { TreeStructure } from '../tree/flatten.ts';
import { valueAndGrad } from '../value-and-grad.ts';
import { optimize } from './optimize.ts';
import { graphOf } from './testing/test-graph.ts';

/** Runs a graph as it is, without passes. */
async function run(graph: Graph, inputs: readonly ReturnType<typeof ndarray>[]): Promise<number[][]> {
  const model = await compileModel(await loadRuntime(), await encodeModel(graph, 'test'), { threads: 1 });
  const results = await model.run(inputs);
  await model.dispose();
  return results.map(({ data }) => Array.from(data));
}

it('passes keep the results of random expressions', async () => {
  const steps = fc.array(fc.record({ op: fc.nat(11), a: fc.nat(30), b: fc.nat(30), axis: fc.nat(1) }), {
    minLength: 4,
    maxLength: 16,
  });
  const x = randomStream(1).uniform([2, 3]);
  await fc.assert(
    fc.asyncProperty(steps, async (program) => {
      const graph = graphOf((g, input) => {
        const full: Value[] = [input, g.expand(g.float(1), [2, 3]), g.expand(g.float(0), [2, 3])];
        const pick = (i: number): Value => full[i % full.length]!;
        for (const { op, a, b, axis } of program) {
          const [l, r] = [pick(a), pick(b)];
          const sum = g.emit('ReduceSum', [l, g.ints([axis])], { keepdims: attribute.int(1) });
          const made = [
            () => g.emit('Add', [l, r]),
            () => g.emit('Mul', [l, r]),
            () => g.emit('Sub', [l, r]),
            () => g.emit('Div', [l, g.emit('Add', [g.emit('Abs', [r]), g.float(1)])]),
            () => g.emit('Tanh', [l]),
            () => g.emit('Mul', [g.expand(sum, [2, 3]), r]),
            () => g.transpose(g.transpose(l, [1, 0]), [1, 0]),
            () => g.reshape(g.reshape(l, [6]), [2, 3]),
            () => g.cast(g.cast(g.emit('Greater', [l, r]), 'int32'), 'float32'),
            () =>
              g.emit('Add', [g.emit('Gemm', [g.emit('Gemm', [l, r], { transB: attribute.int(1) }), l]), sum]),
            () => g.emit('Where', [g.emit('Less', [l, r]), g.expand(sum, [2, 3]), r]),
            () =>
              g.emit('Gemm', [g.transpose(g.emit('Gemm', [l, r], { transB: attribute.int(1) }), [1, 0]), r]),
          ];
          full.push(g.emit('Tanh', [made[op]!()]));
        }
        return full.slice(-2);
      });
      const [plain, optimized] = [await run(graph, [x]), await run(optimize(graph), [x])];
      optimized.flat().forEach((value, i) => expect(value).toBeCloseTo(plain.flat()[i]!, 5));
    }),
    { numRuns: 25, seed: 11 },
  );
});

it('a gradient in a loop leaves no trace of TF.js bookkeeping', async () => {
  await loadGradients();
  const structure: TreeStructure = { kind: 'list', items: [{ kind: 'leaf' }, { kind: 'leaf' }] };
  const { graph } = trace(
    (w: tf.Tensor2D, x: tf.Tensor2D) =>
      scan(
        (carry: tf.Tensor2D) => {
          const { gradients } = valueAndGrad((q: tf.Tensor2D) =>
            tf.mean<tf.Scalar>(tf.relu(tf.matMul(x, q))),
          )(carry);
          return [tf.sub<tf.Tensor2D>(carry, gradients), []];
        },
        w,
        null,
        { length: 4 },
      )[0],
    [
      { dtype: 'float32', shape: [3, 2] },
      { dtype: 'float32', shape: [5, 3] },
    ],
    structure,
  );
  expect(`\n${printGraph(optimize(graph))}\n`).toMatchInlineSnapshot(`
    "
    (%0: float32[3,2], %1: float32[5,3]) {
      %2: float32[5,2] = Expand(float32[1,1]{1}, int64[2]{5 2})
      %3: float32[5,2] = Div(%2, float32[]{10})
      %13: float32[3,2] = Loop(int64[]{4}, _, %0)
        (%4: int64[], %5: bool[], %6: float32[3,2]) {
          %7: float32[5,2] = Gemm(%1, %6) <transA=0, transB=0>
          %8: bool[5,2] = Greater(%7, float32[]{0})
          %9: float32[5,2] = Cast(%8) <to=1>
          %10: float32[5,2] = Mul(%3, %9)
          %11: float32[3,2] = Gemm(%1, %10) <transA=1, transB=0>
          %12: float32[3,2] = Sub(%6, %11)
          return %5, %12
        }
      return %13
    }
    "
  `);
});
