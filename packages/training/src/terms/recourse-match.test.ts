import { jit, valueAndGrad, type Executor, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  actionsByHand,
  array,
  costSpec,
  lossByHand,
  net,
  people,
  rules,
  smooth,
  tensors,
  type Leaves,
  type Net,
} from '../test-help/recourse-by-hand.ts';
import { recourseMatch } from './recourse-match.ts';

describe.each(['onnx', 'eager'] satisfies Executor[])('recourseMatch (%s)', (executor) => {
  for (const activation of ['tanh', 'relu'] as const) {
    for (const steps of [1, 2, 3] as const) {
      it(`K = ${steps}, ${activation}: value by hand, gradient its finite difference through every step`, async () => {
        const term = recourseMatch({ steps });
        const [student, teacher] = [net(1), net(2)];
        const acts = (of: Net): number[][] => actionsByHand(of, activation, steps, 1 / steps);
        const byHand = (of: Net): number => lossByHand(acts(of), acts(teacher));
        const run = jit(
          (own: Leaves, promised: Leaves, x: tf.Tensor2D) =>
            valueAndGrad((leaves: Leaves) =>
              term.value({
                people: x,
                student: smooth(leaves, activation),
                teacher: smooth(promised, activation),
                target: 1,
                actionSet: rules,
                costSpec,
              }),
            )(own),
          { executor, name: 'recourse match test' },
        );
        const { value, gradients } = await run(tensors(student), tensors(teacher), array(people));
        await run.dispose();
        expect(value.data[0]).toBeCloseTo(byHand(student), 5);
        const flat: readonly (readonly [NDArray, (net: Net) => number[][]])[] = [
          [gradients.first, ([first]) => first],
          [gradients.bias, ([, bias]) => [bias]],
          [gradients.last, ([, , last]) => last],
          [gradients.lastBias, ([, , , lastBias]) => [lastBias]],
        ];
        for (const [gradient, part] of flat) {
          part(student).forEach((row, i) =>
            row.forEach((_, j) => {
              const moved = (by: number): number => {
                const copy = structuredClone<Net>(student);
                part(copy)[i]![j]! += by;
                return byHand(copy);
              };
              const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
              expect(gradient.data[i * row.length + j]).toBeCloseTo(slope, 4);
            }),
          );
        }
      }, 30_000);
    }
  }
});

describe('options', () => {
  it('a copy of the teacher costs nothing, and options out of range are refused', async () => {
    const run = jit(
      (leaves: Leaves, x: tf.Tensor2D) =>
        recourseMatch({ steps: 3 }).value({
          people: x,
          student: smooth(leaves, 'relu'),
          teacher: smooth(leaves, 'relu'),
          target: 1,
          actionSet: rules,
          costSpec,
        }),
      { name: 'copy test' },
    );
    expect((await run(tensors(net(1)), array(people))).data[0]).toBe(0);
    await run.dispose();
    const wrong: object = { steps: 4 };
    expect(() => recourseMatch(wrong)).toThrow('recourseMatch: steps is the K of CFQ §4.2');
    expect(() => recourseMatch({ cost: -1 })).toThrow('recourseMatch: cost is a weight');
  });
});
