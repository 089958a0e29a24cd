import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { dtypeOf } from '../arrays/dtype.ts';
import { loadCpuBackend, prepareEager } from '../eager/prepare-eager.ts';
import { quietly } from '../eager/quietly.ts';
import { jit } from '../jit.ts';
import { ndarray, type NDArray } from '../arrays/ndarray.ts';
import { randomStream } from '../random-stream.ts';
import { recorderName } from '../trace/recorder-name.ts';
import { registerRecorderKernels } from '../trace/register-recorder-kernels.ts';
import type { InputSpec, KernelCase } from './testing/cases/kernel-case.ts';
import { kernelCases, type SupportedKernel } from './testing/kernel-cases.ts';
import { lowerings } from './lowering-table.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  quietly(() => tf.scalar(0).dispose());
  await prepareEager();
  registerRecorderKernels();
});
afterAll(() => {
  expect(tf.getBackend()).toBe('cpu');
});

function draw({ dtype, shape, range: [low, high] }: InputSpec, path: string): NDArray {
  const stream = randomStream(7, path);
  const size = shape.reduce((a, b) => a * b, 1);
  const next = (): number =>
    dtype === 'float32'
      ? low + (high - low) * (stream.uniform([]).data[0] ?? 0)
      : low + stream.integer(high - low + 1);
  const values = Array.from({ length: size }, next);
  if (dtype === 'float32') return ndarray(values, shape);
  return ndarray(dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values), shape);
}

function asList(result: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(result) ? result : [result];
}

/** Gradients of a fixed random combination of the results with respect to every float input. */
function gradientOf({ run, inputs }: KernelCase): (...xs: tf.Tensor[]) => tf.Tensor[] {
  return (...xs) => {
    const isFloat = inputs.map(({ dtype }) => dtype === 'float32');
    const loss = (...floatInputs: tf.Tensor[]): tf.Scalar => {
      const queue = [...floatInputs];
      const merged = xs.map((x, i) => (isFloat[i] === true ? queue.shift()! : x));
      const terms = asList(run(...(merged as never[])))
        .filter((y) => y.dtype === 'float32')
        .map((y, k) => {
          const { data } = draw({ dtype: 'float32', shape: y.shape, range: [-1, 1] }, `weights ${k}`);
          return tf.sum(tf.mul(y, tf.tensor(data, y.shape)));
        });
      return tf.addN(terms) as tf.Scalar;
    };
    return tf.grads(loss)(xs.filter((_, i) => isFloat[i]));
  };
}

async function expectSame(
  fn: (...xs: tf.Tensor[]) => tf.Tensor[],
  arrays: NDArray[],
  tolerance: number,
): Promise<void> {
  const compiled = jit(fn, { executor: 'onnx' });
  const reference = jit(fn, { executor: 'eager' });
  const [got, want] = await Promise.all([compiled(...arrays), reference(...arrays)]);
  await compiled.dispose();
  expect(got.map(({ shape }) => shape)).toEqual(want.map(({ shape }) => shape));
  expect(got.map(({ data }) => dtypeOf(data))).toEqual(want.map(({ data }) => dtypeOf(data)));
  got.forEach(({ data }, i) => {
    data.forEach((value: number, j: number) => {
      const expected = want[i]!.data[j]!;
      const same =
        Object.is(value, expected) || Math.abs(value - expected) <= tolerance * (1 + Math.abs(expected));
      expect(same, `output ${i}[${j}]: ${value} instead of ${expected}`).toBe(true);
    });
  });
}

for (const [kernel, cases] of Object.entries(kernelCases) as [SupportedKernel, readonly KernelCase[]][]) {
  it(`${kernel} agrees with the cpu backend, forward and gradient`, async () => {
    const registered = tf.getKernel(kernel, recorderName());
    const spy = vi.spyOn(registered, 'kernelFunc');
    for (const [index, one] of cases.entries()) {
      const arrays = one.inputs.map((spec, i) => draw(spec, `${kernel} ${index} ${i}`));
      const tolerance = one.tolerance ?? 1e-5;
      await expectSame((...xs) => asList(one.run(...(xs as never[]))), arrays, tolerance);
      if (one.noGradient === undefined) await expectSame(gradientOf(one), arrays, tolerance);
    }
    expect(spy).toHaveBeenCalled();
    spy.mockRestore();
  });
}

it('every kernel of TF.js is in the table, and only those', () => {
  const names = Object.entries(tf)
    .filter(([name, value]) => value === name)
    .map(([name]) => name);
  expect(Object.keys(lowerings).sort()).toEqual(names.sort());
});

it('a kernel with a lowering has cases, and one without has a reason', () => {
  for (const [kernel, entry] of Object.entries(lowerings)) {
    if (typeof entry === 'function') expect(kernelCases).toHaveProperty(kernel);
    else expect(entry.unsupported).toMatch(/\w{4}/);
  }
});
