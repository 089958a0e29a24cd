import { expect, it } from 'vitest';
import { actionSet, type ActionFeature } from '../../actions/action-set.ts';
import type { MarginModel } from '../../model/margin-model.ts';
import { slp } from '../../solvers/slp.ts';
import { actionLayout } from '../action-layout.ts';
import { mostPromising } from './most-promising.ts';

/** Numbers in [0, 1], at 0. */
function numbers(count: number) {
  const features = Array.from({ length: count }, (_, i): ActionFeature => {
    const shared = { name: `f${i}`, start: i, width: 1, lower: 0, upper: 1 };
    return { ...shared, kind: 'numeric', immutable: false, direction: 'any' };
  });
  return actionSet({ width: count, features, sparsity: 3 });
}

it('leaves of many changes those after which the margin is largest, in their order', async () => {
  const x = new Float32Array(6);
  const layout = actionLayout(numbers(6), { norm: 'l1' }, x);
  const weights = [3, -1, 5, 1, 4, 2];
  let asked = 0;
  const model = {
    chunk: 4,
    margins: (points: Float32Array, count: number) => {
      asked += count;
      const margin = (row: number) => weights.reduce((sum, w, c) => sum + w * points[row * 6 + c]!, 0);
      return Promise.resolve(Float32Array.from({ length: 4 }, (_, row) => margin(row)));
    },
  };
  const context = { layout, model, x, pause: () => Promise.resolve(false) };
  const changes = [[0.5, 1], [1], [0.5, 1], [1], [1], [0.5]];
  expect(await mostPromising(context, 0, changes, 8)).toBe(changes);
  expect(asked).toBe(0);
  expect(await mostPromising(context, 0, changes, 4)).toEqual([[1], [], [0.5, 1], [], [1], []]);
  expect(asked).toBe(8);
  const late = { ...context, pause: () => Promise.resolve(true) };
  expect(await mostPromising(late, 0, changes, 4)).toBeNull();
});

it('asks for slopes in vain as often on hundreds of columns as on a hundred', async () => {
  const askedOn = async (count: number): Promise<number> => {
    let asked = 0;
    const margin = (row: number, data: ArrayLike<number>) => {
      let sum = -1e3;
      for (let c = 0; c < count; c += 1) sum += data[row * count + c]! * (1 + (c % 7));
      return sum;
    };
    const model: MarginModel = {
      margins: ({ data, shape }) =>
        Promise.resolve(Float32Array.from({ length: shape[0]! }, (_, r) => margin(r, data))),
      slopes: ({ data, shape }) => {
        asked += shape[0]!;
        return Promise.resolve({
          margins: Float32Array.from({ length: shape[0]! }, (_, r) => margin(r, data)),
          slopes: Float32Array.from({ length: shape[0]! * count }, (_, i) => 1 + ((i % count) % 7)),
        });
      },
    };
    const x = { data: new Float32Array(count), shape: [1, count] };
    const set = numbers(count);
    const { byMargin } = await slp.solve({
      model,
      actionSet: set,
      cost: { norm: 'l1' },
      x,
      margins: [0],
      seed: 0,
    });
    expect(byMargin[0]!.valid[0]).toBe(0);
    return asked;
  };
  const [hundred, hundreds] = [await askedOn(100), await askedOn(400)];
  expect(hundred).toBeGreaterThan(128);
  expect(hundreds).toBeLessThanOrEqual(hundred);
});
