import { expect, it } from 'vitest';

import { scalar } from '../arrays/scalar.ts';
import type { ModelInput } from './model-values.ts';
import { createRunQueue } from './run-queue.ts';

/** An engine in the manner of onnxruntime-node: it computes inside an immediate. */
const inImmediate = (feeds: readonly ModelInput[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    setImmediate(() => {
      const value = feeds[0]!.data[0]!;
      if (value === 13) reject(new Error('thirteen'));
      resolve(value);
    });
  });

/** An engine that comes to its inputs later, by a road of its own. */
const later = async (feeds: readonly ModelInput[]): Promise<unknown> => {
  await new Promise((resolve) => setTimeout(resolve, 2));
  return feeds[0]!.data[0];
};

it.each([
  ['inside an immediate', inImmediate],
  ['later', later],
])(
  'runs see their inputs as they were when asked for, with an engine that computes %s',
  async (_, engine) => {
    const queue = createRunQueue();
    const input = scalar(0);
    const ask = (value: number): Promise<unknown> => {
      input.data[0] = value;
      const result = queue.run([input], engine);
      input.data[0] = -1;
      return result;
    };
    expect(await ask(1)).toBe(1);
    expect(await ask(2)).toBe(2);
    expect(await Promise.all([ask(3), ask(4), ask(5)])).toEqual([3, 4, 5]);
    expect(await ask(6)).toBe(6);
  },
);

it('a failure belongs to its caller, and what comes afterwards waits for all before it', async () => {
  const queue = createRunQueue();
  const order: unknown[] = [];
  const note = (result: Promise<unknown>): Promise<unknown> =>
    result.then(
      (value) => order.push(value),
      (error: unknown) => order.push(String(error)),
    );
  await Promise.all([
    note(queue.run([scalar(1)], inImmediate)),
    note(queue.run([scalar(13)], inImmediate)),
    note(queue.run([scalar(2)], inImmediate)),
    note(queue.afterwards(() => Promise.resolve('freed'))),
  ]);
  expect(order).toEqual([1, 'Error: thirteen', 2, 'freed']);
  await expect(
    queue.run([scalar(1)], () => {
      throw new TypeError('at once');
    }),
  ).rejects.toThrow(TypeError);
  expect(globalThis.setImmediate.name).toBe('setImmediate');
});

it('an engine that computes at once reads its inputs in place after its first run', async () => {
  const queue = createRunQueue();
  const input = scalar(1);
  const seen: boolean[] = [];
  const engine = (feeds: readonly ModelInput[]): Promise<unknown> =>
    new Promise((resolve) => {
      setImmediate(() => resolve(seen.push(feeds[0] === input)));
    });
  await queue.run([input], engine);
  await queue.run([input], engine);
  await Promise.all([queue.run([input], engine), queue.run([input], engine)]);
  expect(seen).toEqual([false, true, true, false]);
});
