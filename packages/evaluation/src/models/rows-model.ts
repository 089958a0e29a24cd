import type { NDArray } from '@cfq/jit';
import { EvaluationError } from '../evaluation-error.ts';
import type { ModelUnderTest } from './model-under-test.ts';

/** `[rows]` logit margins of the favourable class, for rows of encoded features; at once or later. */
export type RowMargins = (rows: readonly Float32Array[]) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** Options of {@link rowsModel}. */
export interface RowsModelOptions {
  /** Most rows handed over in one call, an integer from 1. Default 1024. */
  readonly rowsPerCall?: number | undefined;
  /** What messages call it. Default `rows model`. */
  readonly name?: string | undefined;
}

/**
 * Any function of rows as a model under test: a table, a tree in JavaScript, a service behind `fetch`. Solvers see its
 * margins and no gradient.
 *
 * @param margins Its answers for some rows, each a view of `d` numbers that must not be written to.
 * @throws EvaluationError when the rows of a call are no integer from 1, and, when asked, where an answer is missing or
 *   not finite
 */
export function rowsModel(margins: RowMargins, options: RowsModelOptions = {}): ModelUnderTest {
  const { rowsPerCall = 1024, name = 'rows model' } = options;
  if (!Number.isInteger(rowsPerCall) || rowsPerCall < 1) {
    throw new EvaluationError(
      `rowsModel: rowsPerCall is a number of rows (expected an integer from 1, got ${rowsPerCall}). Pass such a number.`,
    );
  }
  return {
    name,
    traced: null,
    async margins(x, { signal } = {}) {
      const rows = rowsOf(x);
      const answers = new Float32Array(rows.length);
      for (let start = 0; start < rows.length; start += rowsPerCall) {
        signal?.throwIfAborted();
        const chunk = rows.slice(start, start + rowsPerCall);
        answers.set(checked(await margins(chunk), chunk.length, name), start);
      }
      return answers;
    },
  };
}

function rowsOf({ data, shape }: NDArray): Float32Array[] {
  const [rows = 0, width = 0] = shape;
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  return Array.from({ length: rows }, (_, row) => values.subarray(row * width, (row + 1) * width));
}

function checked(answers: ArrayLike<number>, rows: number, name: string): ArrayLike<number> {
  if (answers.length !== rows) {
    throw new EvaluationError(
      `rowsModel: "${name}" gives one margin a row (expected ${rows}, got ${answers.length}). Answer for every row.`,
    );
  }
  for (let row = 0; row < rows; row += 1) {
    if (Number.isFinite(answers[row])) continue;
    throw new EvaluationError(
      `rowsModel: margins are numbers (expected finite ones from "${name}", got ${String(answers[row])}). ` +
        'Give the logit margin of the favourable class; a probability p has log(p / (1 − p)).',
    );
  }
  return answers;
}
