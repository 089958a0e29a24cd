import fc from 'fast-check';
import { expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { encodeModel } from '../onnx/encode-model.ts';
import { compileModel } from '../onnx/compile-model.ts';
import { loadRuntime } from '../onnx/onnx-runtime.ts';
import { GraphBuilder } from './graph-builder.ts';
import { attribute, type Value } from './types.ts';

const special = [0, -0, 1, -1, 0.5, 1e-40, 3e38, -3e38, 2 ** 31, 2 ** 33, Infinity, -Infinity, NaN];

type Step = (g: GraphBuilder, a: Value, b: Value) => Value;
const summed = { keepdims: attribute.int(1) };
const steps: readonly Step[] = [
  ...(['Abs', 'Neg', 'Exp', 'Relu', 'Sigmoid', 'Floor', 'Ceil', 'Round'] as const).map(
    (op): Step =>
      (g, a) =>
        g.emit(op, [a]),
  ),
  ...(['Add', 'Sub', 'Mul', 'Max', 'Min', 'Div'] as const).map(
    (op): Step =>
      (g, a, b) =>
        g.emit(op, [a, b]),
  ),
  (g, a) => g.emit('Clip', [a, g.float(-2), g.float(3)]),
  (g, a, b) => g.emit('Where', [g.emit('Less', [a, b]), a, b]),
  (g, a, b) => g.cast(g.emit('Less', [a, b]), 'float32'),
  (g, a) => g.expand(g.emit('ReduceSum', [a, g.ints([0])], summed), a.shape),
  (g, a) => g.emit('Concat', [a], { axis: attribute.int(0) }),
];

it('every value is within the bounds found for it', async () => {
  const runtime = await loadRuntime();
  const program = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(50), fc.nat(50)), {
    minLength: 4,
    maxLength: 14,
  });
  await fc.assert(
    fc.asyncProperty(program, async (chosen) => {
      const g = new GraphBuilder();
      const shape = [special.length];
      const values = [
        g.input({ dtype: 'float32', shape }),
        g.expand(g.float(1.5), shape),
        g.constant(
          'float32',
          Float32Array.from(special, (x) => (Number.isFinite(x) ? x : 7)),
          shape,
        ),
      ];
      for (const [step, i, j] of chosen) {
        values.push(steps[step]!(g, values[i % values.length]!, values[j % values.length]!));
      }
      const computed = values.slice(3);
      const model = await compileModel(runtime, await encodeModel(g.finish(computed), 'program'), {
        threads: 1,
        optimization: 'disabled',
      });
      const results = await model.run([ndarray(special, shape)]);
      await model.dispose();
      computed.forEach((value, k) => {
        const { lower, upper, nan } = g.rangeOf(value);
        for (const x of results[k]!.data) {
          if (Number.isNaN(x)) expect(nan, `NaN after ${chosen.join(' ')}`).toBe(true);
          else expect(x >= lower && x <= upper, `${x} outside ${lower} … ${upper}`).toBe(true);
        }
      });
    }),
    { numRuns: 60 },
  );
});

it.each<[string, (g: GraphBuilder, x: Value) => Value]>([
  [
    'a mask times a bounded number',
    (g, x) => g.emit('Mul', [g.cast(g.emit('Less', [x, x]), 'float32'), g.emit('Sigmoid', [g.float(3)])]),
  ],
  ['a sum of flags', (g, x) => g.emit('ReduceSum', [g.cast(g.emit('Less', [x, x]), 'float32'), g.ints([0])])],
  ['floats of integers', (g, x) => g.cast(g.cast(x, 'int32'), 'float32')],
])('%s cannot be NaN', (_, make) => {
  const g = new GraphBuilder();
  expect(g.rangeOf(make(g, g.input({ dtype: 'float32', shape: [5] })))).toMatchObject({ nan: false });
});

it('an input, a quotient and ∞ − ∞ can be NaN', () => {
  const g = new GraphBuilder();
  const x = g.input({ dtype: 'float32', shape: [5] });
  const grown = g.emit('Exp', [g.cast(g.emit('Less', [x, x]), 'float32')]);
  for (const value of [x, g.emit('Div', [grown, grown]), g.emit('Sub', [grown, grown])]) {
    expect(g.rangeOf(value).nan).toBe(true);
  }
});
