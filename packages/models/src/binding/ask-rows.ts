import type { NDArray } from '@cfq/jit';
import { ModelsError } from '../models-error.ts';
import { readAnswers, type Answers } from '../outputs/read-answers.ts';
import type { FileSession } from './file-session.ts';

/** Rows of encoded people, `[n, width]`. */
export interface AskedRows {
  /** What messages call the file. */
  readonly name: string;
  readonly output: string;
  readonly width: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a file answers for rows, run after run.
 *
 * @throws ModelsError where rows have another width, or there is not one answer a row.
 */
export async function askRows(
  session: FileSession,
  x: NDArray,
  { name, output, width, signal }: AskedRows,
): Promise<Answers> {
  const [rows = 0, columns] = x.shape;
  if (x.shape.length !== 2 || columns !== width || x.data.length !== rows * width) {
    throw new ModelsError(
      `bindModel: ${name}: rows are encoded by its feature space (expected [rows, ${width}], got [${x.shape.join(', ')}]). ` +
        'Encode people by it.',
    );
  }
  const parts: Answers[] = [];
  for (let start = 0; start < rows; start += session.size) {
    signal?.throwIfAborted();
    const count = Math.min(session.size, rows - start);
    const answer = await session.ask(x, start, count);
    parts.push(readAnswers(name, output, answer, session.rowsFor(count), count));
  }
  return joined(parts);
}

function joined(parts: readonly Answers[]): Answers {
  const [first] = parts;
  if (first === undefined) return { values: [], rows: 0, columns: 1, flat: true };
  if (parts.length === 1) return first;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (typeof first.values[0] === 'string') {
    return { ...first, rows, values: parts.flatMap(({ values }) => Array.from(values as readonly string[])) };
  }
  const values = new Float32Array(rows * first.columns);
  parts.reduce((at, part) => {
    values.set(part.values as ArrayLike<number>, at);
    return at + part.values.length;
  }, 0);
  return { ...first, rows, values };
}
