import { isTextArray, type ModelOutput } from '@cfq/jit';
import { ModelsError } from '../models-error.ts';

/** Answers of a file, a row each: numbers or words. */
export interface Answers {
  readonly values: ArrayLike<number> | readonly string[];
  readonly rows: number;
  readonly columns: number;
  /** Whether the output is `[rows]` and not `[rows, 1]`. */
  readonly flat: boolean;
}

/**
 * What an output holds for the first `count` of so many rows.
 *
 * @throws ModelsError where there is not one answer a row, of one or two columns.
 */
export function readAnswers(
  name: string,
  output: string,
  answer: ModelOutput,
  rows: number,
  count: number,
): Answers {
  const { data, shape } = answer;
  const columns = data.length / rows;
  const isMatrix = shape[0] === rows && (columns === 1 || columns === 2);
  if (!isMatrix) {
    const classes = shape[0] === rows && shape.length === 2 ? ' A decision is between two classes.' : '';
    throw new ModelsError(
      `bindModel: ${name}: an output has one answer a row (expected [${rows}], [${rows}, 1] or [${rows}, 2] in ` +
        `"${output}", got [${shape.join(', ')}]).${classes} Name another output.`,
    );
  }
  const values = isTextArray(answer) ? answer.data.slice(0, count) : answer.data.subarray(0, count * columns);
  return { values, rows: count, columns, flat: shape.length === 1 };
}
