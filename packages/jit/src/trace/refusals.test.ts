import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { activeBackend } from './tf-state.ts';
import { JitError } from '../errors/jit-error.ts';
import { LeafError } from '../errors/leaf-error.ts';
import { StructureError } from '../errors/structure-error.ts';
import { TraceError } from '../errors/trace-error.ts';
import { UnsupportedKernelError } from '../errors/unsupported-kernel-error.ts';
import { jit } from '../jit.ts';
import { ndarray, type NDArray } from '../arrays/ndarray.ts';
import { scalar } from '../arrays/scalar.ts';
import { scan } from '../scan.ts';
import { valueAndGrad } from '../value-and-grad.ts';

const vector = (...values: number[]): NDArray => ndarray(values, [values.length]);
const values = (array: NDArray): number[] => [...array.data];

describe('what a trace refuses', () => {
  const before = (): unknown[] => {
    const { state } = tf.engine();
    return [
      activeBackend(),
      state.numTensors,
      state.gradientDepth,
      state.kernelDepth,
      state.scopeStack.length,
    ];
  };
  const refused = async (
    fn: (x: tf.Tensor1D) => tf.Tensor,
    kind: abstract new (...args: never[]) => JitError,
    message: RegExp,
  ): Promise<void> => {
    const jitted = jit(fn);
    const state = before();
    const error: unknown = await jitted(vector(1, 2)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toMatch(message);
    expect(before()).toEqual(state);
    await jitted.dispose();
  };

  afterEach(async () => {
    const alive = jit((x: tf.Tensor1D) => tf.add(x, 1));
    expect(values(await alive(vector(1)))).toEqual([2]);
    await alive.dispose();
  });

  it('a kernel without lowering: named, with its reason, the call site and the file to add it in', async () => {
    await refused(
      (x) => tf.unique(x).values,
      UnsupportedKernelError,
      /kernel Unique .*depends on values.*refusals\.test\.ts:\d+.*lowering-table\.ts/s,
    );
    const error: unknown = await jit((x: tf.Tensor1D) => tf.unique(x).values)(vector(1)).catch(
      (e: unknown) => e,
    );
    expect(error).toHaveProperty('kernel', 'Unique');
  });

  it('random ops, whatever their name', async () => {
    await refused(
      (x) => tf.mul(x, tf.randomNormal([2])),
      TraceError,
      /tf\.randomNormal.*randomStream\(\).*refusals\.test\.ts/s,
    );
    await refused((x) => tf.mul(x, tf.randomUniform([2])), TraceError, /tf\.randomUniform/);
    await refused((x) => tf.mul(x, tf.truncatedNormal([2])), TraceError, /tf\.truncatedNormal/);
    await refused((x) => tf.dropout(x, 0.5), TraceError, /tf\.dropout/);
    await refused((x) => tf.multinomial(x, 3, 7, true), JitError, /Multinomial/);
  });

  it('reading values', async () => {
    await refused((x) => tf.scalar(x.dataSync()[0]!), TraceError, /has no values yet.*refusals\.test\.ts/s);
    await refused((x) => tf.scalar(x.arraySync()[0]!), TraceError, /has no values yet/);
  });

  it('reading values by a promise that nobody hears, and taking the time', async () => {
    const unheard =
      (ask: (x: tf.Tensor1D) => unknown) =>
      (x: tf.Tensor1D): tf.Tensor => {
        void ask(x);
        return x;
      };
    await refused(
      unheard((x) => x.data()),
      TraceError,
      /has no values yet/,
    );
    await refused(
      unheard((x) => tf.whereAsync(tf.greater(x, 1))),
      TraceError,
      /has no values yet/,
    );
    await refused(
      unheard((x) => tf.time(() => tf.add(x, 1))),
      TraceError,
      /nothing is computed while/,
    );
    await refused(
      unheard((x) => tf.profile(() => tf.add(x, 1))),
      TraceError,
      /got tf\.time or tf\.profile/,
    );
    await refused(
      (async (x: tf.Tensor1D) => tf.scalar((await x.data())[0]!)) as never,
      TraceError,
      /has no values/,
    );
    // An unheard rejection would fail this file.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('what was made in the body of a scan, used outside of it', async () => {
    const leaking = (use: (leaked: tf.Tensor) => tf.Tensor) => (x: tf.Tensor1D) => {
      let leaked: tf.Tensor = x;
      const body = (c: tf.Tensor1D): [tf.Tensor1D, never[]] => {
        leaked = tf.mul(c, 2);
        return [tf.add(c, 1), []];
      };
      scan(body, x, null, { length: 2 });
      return use(leaked);
    };
    await refused(
      leaking((leaked) => tf.add(leaked, 1)),
      TraceError,
      /made in the body of a scan.*refusals\.test/s,
    );
    await refused(
      leaking((leaked) => leaked),
      TraceError,
      /Return it as carry or output/,
    );
  });

  it('scopes that were opened and never closed', async () => {
    const fn = jit((x: tf.Tensor1D) => {
      tf.engine().startScope('odd');
      return tf.add(x, 1);
    });
    const state = before();
    expect(values(await fn(vector(1)))).toEqual([2]);
    expect(before()).toEqual(state);
    await fn.dispose();
  });

  it('strings', async () => {
    await refused((x) => tf.concat([x, tf.tensor1d(['a'])]), TraceError, /float32, int32 and bool/);
  });

  it('a failure inside a gradient inside a scan, leaving nothing behind', async () => {
    await refused(
      (x) =>
        valueAndGrad((w: tf.Tensor1D) => {
          const [last] = scan((c: tf.Tensor1D) => [tf.mul(tf.exp(c), tf.randomNormal([2])), []], w, null, {
            length: 2,
          });
          return tf.sum<tf.Scalar>(last);
        })(x).gradients,
      TraceError,
      /randomNormal/,
    );
  });

  it('a call of another jitted function, compiled or eager, though nobody hears its promise', async () => {
    const inner = jit((x: tf.Tensor1D) => tf.square(x), { name: 'inner' });
    const nested = (x: tf.Tensor1D): tf.Tensor => {
      void inner(vector(1));
      return x;
    };
    await refused(nested, TraceError, /'inner' was called while another function is traced/);
    await refused((x) => inner(x as never) as never, TraceError, /'inner' was called while/);
    await expect(jit(nested, { executor: 'eager' })(vector(1))).rejects.toThrow(TraceError);
  });

  it('a call of a function that another copy of the package compiled', async () => {
    vi.resetModules();
    const { jit: otherJit } = await import('../jit.ts');
    const inner = otherJit((x: tf.Tensor1D) => tf.square(x), { name: 'inner' });
    const outer = jit((x: tf.Tensor1D) => inner(x as never) as never);
    await expect(outer(vector(1))).rejects.toThrow(/'inner' was called while another function is traced/);
  });

  it('asynchronous functions, whatever they do later', async () => {
    const late = async (x: tf.Tensor1D): Promise<tf.Tensor> => {
      await new Promise((resolve) => setImmediate(resolve));
      return tf.add(x, 1);
    };
    await refused(late as never, LeafError, /expected one at result, got Promise.*do not make it async/);
    await refused((x) => ({ deep: [late(x)] }) as never, LeafError, /at result\.deep\[0\], got Promise/);
    await expect(jit(late as never, { executor: 'eager' })(vector(1))).rejects.toThrow(LeafError);
    // An unheard rejection would fail this file.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('results that are not tensors, by path', async () => {
    await refused(() => Promise.resolve(1) as never, LeafError, /expected one at result, got Promise/);
    await refused(() => ({ a: [1] }) as never, LeafError, /expected one at result\.a\[0\], got number 1/);
  });

  it('arguments that are not arrays, by path', async () => {
    const fn = jit((p: { w: tf.Tensor1D; k: tf.Scalar }) => tf.mul(p.w, p.k));
    await expect(fn({ w: vector(1), k: 3 } as never)).rejects.toThrow(/arguments\[0\]\.k, got number 3/);
    await expect(fn({ w: vector(1), k: undefined } as never)).rejects.toThrow(LeafError);
    await expect(fn({ w: { data: [1], shape: [1] }, k: scalar(1) } as never)).rejects.toThrow(LeafError);
    await expect(fn({ w: { data: new Float32Array(3), shape: [2] }, k: scalar(1) })).rejects.toThrow(
      /expected 2 values for \[2\] at arguments\[0\]\.w, got 3/,
    );
  });

  it('a carry that changes shape, dtype or structure, by path', async () => {
    const scanning = (next: (c: { a: tf.Tensor1D; n: tf.Scalar }) => unknown) => (x: tf.Tensor1D) =>
      scan(
        (c: { a: tf.Tensor1D; n: tf.Scalar }) => [next(c) as typeof c, []],
        { a: x, n: tf.scalar(0, 'int32') },
        null,
        {
          length: 2,
        },
      )[0].a;
    await refused(
      scanning((c) => ({ ...c, a: tf.concat([c.a, c.a]) })),
      StructureError,
      /expected float32\[2\] at carry\.a, got float32\[4\]/,
    );
    await refused(
      scanning((c) => ({ ...c, n: tf.add(c.n, 0.5) })),
      StructureError,
      /expected int32\[\] at carry\.n, got float32\[\]/,
    );
    await refused(
      scanning((c) => ({ a: c.a })),
      StructureError,
      /the carry keeps its structure/,
    );
  });

  it('scans without rows or length', async () => {
    const body = (c: tf.Tensor1D): [tf.Tensor1D, never[]] => [c, []];
    await refused(
      (x) => scan(body, x, null, {} as never)[0],
      StructureError,
      /number of steps must be known/,
    );
    await refused((x) => scan(body, x, null, { length: 0 })[0], StructureError, /whole number from 1/);
    await refused(
      (x) => scan(body, x, [x, tf.zeros([3])] as never)[0],
      StructureError,
      /expected 2 at xs\[1\], got shape \[3\]/,
    );
  });

  it('a failed compilation does not spoil the next call', async () => {
    let attempts = 0;
    const fn = jit((x: tf.Tensor1D) => {
      attempts++;
      if (attempts === 1) throw new RangeError('first time');
      return tf.add(x, 1);
    });
    const [a, b] = await Promise.allSettled([fn(vector(1)), fn(vector(1))]);
    expect([a.status, b.status]).toEqual(['rejected', 'rejected']);
    expect(values(await fn(vector(1)))).toEqual([2]);
    await fn.dispose();
  });
});
