import { sizeOf, type NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import type { Binding } from './bind-traced-model.ts';
import type { BoundModel } from './bound-model.ts';
import type { MarginModel } from './margin-model.ts';
import { stepwiseRecursion } from './stepwise-recursion.ts';

/** Asks a model from elsewhere, with the rows that matter and no others, and checks the shape of what it answers. */
export function bindMarginModel(model: MarginModel, binding: Binding): BoundModel {
  const { width, chunk } = binding;
  const name = model.name ?? 'the model';
  const rowsOf = (points: Float32Array, count: number): NDArray => ({
    data: points.slice(0, count * width),
    shape: [count, width],
  });
  const float32Of = (what: string, answer: ArrayLike<number>, shape: readonly number[]): Float32Array => {
    if (answer.length !== sizeOf(shape)) {
      throw new RecourseError(
        `MarginModel.${what}: ${name} answers for every row (expected [${shape.join(', ')}], got ${answer.length} ` +
          'numbers). Return one answer a row, in order.',
      );
    }
    const numbers = answer instanceof Float32Array ? answer : Float32Array.from(answer);
    const at = numbers.findIndex((value) => Number.isNaN(value));
    if (at >= 0) {
      const where = shape.length === 1 ? `row ${at}` : `row ${Math.floor(at / width)}, column ${at % width}`;
      throw new RecourseError(
        `MarginModel.${what}: ${name} answers with numbers (expected a number, got NaN for ${where} of a call). ` +
          'Check its parameters and what it makes of the rows.',
      );
    }
    return numbers;
  };
  const bound: BoundModel = {
    chunk,
    width,
    margins: async (points, count) => {
      if (count === 0) return new Float32Array(0);
      return float32Of('margins', await model.margins(rowsOf(points, count)), [count]);
    },
    slopes: async (points, count) => {
      if (count === 0) return { margins: new Float32Array(0), slopes: new Float32Array(0) };
      if (model.slopes === undefined) {
        throw new RecourseError(
          `MarginModel.slopes: ${name} has gradients (expected slopes, got none). Make the solver say that it needs ` +
            `'gradient', or give the model slopes.`,
        );
      }
      const answer = await model.slopes(rowsOf(points, count));
      return {
        margins: float32Of('slopes', answer.margins, [count]),
        slopes: float32Of('slopes', answer.slopes, [count, width]),
      };
    },
    recursion: (settings) => stepwiseRecursion(bound, binding, settings),
  };
  return bound;
}
