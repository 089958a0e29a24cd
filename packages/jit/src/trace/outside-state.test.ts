import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { ndarray, type NDArray } from '../arrays/ndarray.ts';
import { loadCpuBackend } from '../eager/prepare-eager.ts';
import { quietly } from '../eager/quietly.ts';
import { TraceError } from '../errors/trace-error.ts';
import { jit } from '../jit.ts';

const vector = (...values: number[]): NDArray => ndarray(values, [values.length]);
const values = (array: NDArray): number[] => [...array.data];

describe('what a trace finds of TF.js, and leaves as it was', () => {
  beforeAll(async () => {
    await loadCpuBackend();
    await tf.setBackend('cpu');
    quietly(() => tf.scalar(0).dispose());
  });

  it('debug mode, which reads the values of every kernel', async () => {
    const fn = jit((x: tf.Tensor1D) => tf.add(x, 1));
    tf.env().set('DEBUG', true);
    try {
      expect(values(await fn(vector(1)))).toEqual([2]);
      expect(tf.env().getBool('DEBUG')).toBe(true);
    } finally {
      tf.env().set('DEBUG', false);
    }
    await fn.dispose();
  });

  it('the profiler', async () => {
    const fn = jit((x: tf.Tensor1D) => tf.add(x, 1));
    const { state } = tf.engine();
    state.profiling = true;
    try {
      expect(values(await fn(vector(1)))).toEqual([2]);
      expect(state.profiling).toBe(true);
    } finally {
      state.profiling = false;
    }
    await fn.dispose();
  });

  it('scopes of any name: constants in a tidy called random are no draw', async () => {
    const fn = jit((x: tf.Tensor1D) => tf.tidy('random-forest', () => tf.add(x, tf.tensor1d([1, 2]))));
    expect(values(await fn(vector(1, 2)))).toEqual([2, 4]);
    await fn.dispose();
  });

  it('a variable from outside: read as a constant, never assigned', async () => {
    const variable = tf.variable(tf.tensor1d([1, 2]), true, 'outside');
    await expect(
      jit((x: tf.Tensor1D) => {
        variable.assign(x);
        return x;
      })(vector(5, 6)),
    ).rejects.toThrow(TraceError);
    await expect(
      jit((x: tf.Tensor1D) => {
        variable.assign(x);
        return x;
      })(vector(5, 6)),
    ).rejects.toThrow(/got an assignment to the variable 'outside'\)\. Return the new value/);
    expect([...variable.dataSync()]).toEqual([1, 2]);
    const fn = jit((x: tf.Tensor1D) => tf.mul(x, variable));
    expect(values(await fn(vector(5, 6)))).toEqual([5, 12]);
    variable.assign(tf.tensor1d([3, 4]));
    expect([...variable.dataSync()]).toEqual([3, 4]);
    variable.dispose();
    await fn.dispose();
  });

  it('variables of its own, which end with it', async () => {
    const names = Object.keys(tf.engine().registeredVariables);
    const fn = jit((x: tf.Tensor1D) => {
      const sum = tf.variable(tf.zerosLike(x), true, 'sum');
      sum.assign(tf.add(sum, x));
      sum.assign(tf.mul(sum, x));
      return sum;
    });
    expect(values(await fn(vector(2, 3)))).toEqual([4, 9]);
    expect(values(await fn(vector(1, 2, 3)))).toEqual([1, 4, 9]);
    expect(Object.keys(tf.engine().registeredVariables)).toEqual(names);
    await fn.dispose();
  });

  it('another copy of the package, used at the same time', async () => {
    vi.resetModules();
    const { jit: otherJit } = await import('../jit.ts');
    const here = jit((x: tf.Tensor1D) => tf.add(x, 1));
    const there = otherJit((x: tf.Tensor1D) => tf.mul(x, 3));
    const [a, b] = await Promise.all([here(vector(1)), there(vector(2))]);
    expect([values(a), values(b)]).toEqual([[2], [6]]);
    await Promise.all([here.dispose(), there.dispose()]);
  });
});
