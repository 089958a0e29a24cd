import type { ModelUnderTest } from '@cfq/evaluation';
import { ndarray, type NDArray } from '@cfq/jit';
import { slp, type RecourseProblem, type RecourseSolver } from '@cfq/recourse';
import { expect, it } from 'vitest';
import { rescored } from './rescored.ts';

/** Finds actions of 1 in the only column for everybody, at every margin. */
const stepOfOne: RecourseSolver = {
  ...slp,
  solve: ({ x, margins }) => {
    const people = x.shape[0]!;
    const found = {
      delta: ndarray(new Float32Array(people).fill(1), [people, 1]),
      cost: new Float32Array(people).fill(1),
      valid: new Uint8Array(people).fill(1),
      margin: new Float32Array(people).fill(9),
      timedOut: new Uint8Array(people),
      alternatives: [],
    };
    return Promise.resolve({
      margins,
      byMargin: margins.map((kappa) => ({ ...found, kappa })),
      timedOut: false,
    });
  },
};

/** A file whose margin is the column. */
const file = (traced: boolean): ModelUnderTest => ({
  name: 'file',
  margins: ({ data }: NDArray) => Promise.resolve(Float32Array.from(data)),
  traced: traced ? { logits: (_, x) => x, parameters: [], favourableClass: 0 } : null,
});

// Where they lead: −0.5, 0, 0.1, 0.2 and 2.
const x = ndarray(Float32Array.from([-1.5, -1, -0.9, -0.8, 1]), [5, 1]);
const problem = { x, margins: [0, 0.2] } as unknown as RecourseProblem;

it('keeps only what the file itself says of an action', async () => {
  const dropped: [number, number][] = [];
  const { byMargin } = await rescored(stepOfOne, file(true), (...one) => dropped.push(one)).solve(problem);
  expect(byMargin.map(({ valid }) => [...valid])).toEqual([
    [0, 0, 1, 1, 1],
    [0, 0, 0, 0, 1],
  ]);
  expect([...byMargin[0]!.delta.data]).toEqual([0, 0, 1, 1, 1]);
  expect([...byMargin[0]!.cost]).toEqual([NaN, NaN, 1, 1, 1]);
  expect(dropped).toEqual([
    [0, 2],
    [0.2, 4],
  ]);
});

it('leaves a solver alone that asks the file itself', () => {
  expect(rescored(stepOfOne, file(false), () => undefined)).toBe(stepOfOne);
});
