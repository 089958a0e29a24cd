import { evaluateTeacher } from '@cfq/evaluation';
import { ndarray, type NDArray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { packEvaluation, unpackEvaluation } from './stored-evaluation.ts';

describe('unpackEvaluation', () => {
  it('makes the evaluation again, the same to the last bit', async () => {
    const x: NDArray = ndarray([-1.3, 0.2, -0.4, 0.9, 2.1, -0.7], [6, 1]);
    const evaluation = await evaluateTeacher(
      {
        margins: (points) => Promise.resolve(Float32Array.from(points.data)),
        recourse: (points) =>
          Promise.resolve(
            [0.01, 0.31].map((reach) => ({
              delta: ndarray(
                Array.from(points.data, (value) => reach - value),
                points.shape,
              ),
              cost: Float32Array.from(points.data, (value) => reach - value),
              valid: new Uint8Array(points.data.length).fill(1),
            })),
          ),
      },
      x,
    );
    expect(unpackEvaluation(structuredClone(packEvaluation(evaluation)), x)).toStrictEqual(evaluation);
  });
});
