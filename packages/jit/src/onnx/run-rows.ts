import { inChunks } from '../arrays/in-chunks.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import { LeafError } from '../errors/leaf-error.ts';
import type { OpenedModel } from './open-model.ts';
import type { ValueInfo } from './value-info.ts';

/** How {@link runRows} feeds a file. */
export interface RunRowsOptions {
  /** Name of the input that takes the rows; default the only one. */
  readonly input?: string | undefined;
  /** Name of the output that is wanted; default the only one. */
  readonly output?: string | undefined;
  /** Rows of one run, an integer from 1. Default what the file fixes, else 1024. */
  readonly size?: number | undefined;
  /** Ends the work between two runs. */
  readonly signal?: AbortSignal | undefined;
}

const usualSize = 1024;

function chosen(
  what: 'input' | 'output',
  values: readonly ValueInfo[],
  asked: string | undefined,
): ValueInfo {
  const found =
    asked === undefined && values.length === 1 ? values[0] : values.find(({ name }) => name === asked);
  if (found !== undefined) return found;
  throw new LeafError(
    `runRows: one ${what} of the file is used (expected one of ${values.map(({ name }) => name).join(', ')}, ` +
      `got ${asked ?? 'none'}). Name it with { ${what} }.`,
  );
}

/**
 * What a file answers for any number of rows, run after run; a file that was written for a fixed number of rows, be it 1,
 * is fed that many at a time, the last run filled up with zeros.
 *
 * @param x `[n, …]`.
 * @returns one answer a row, `[n, …]`.
 * @throws LeafError when the file has several inputs or outputs and none is named, or fixes another number of rows.
 * @throws StructureError when it does not give one answer a row.
 */
export async function runRows(
  model: OpenedModel,
  x: NDArray,
  { input, output, size, signal }: RunRowsOptions = {},
): Promise<NDArray> {
  const from = chosen('input', model.inputs, input);
  const to = chosen('output', model.outputs, output);
  const fixed = from.shape[0] ?? undefined;
  if (fixed !== undefined && size !== undefined && size !== fixed) {
    throw new LeafError(
      `runRows: the file fixes how many rows it takes (expected ${fixed}, got ${size}). Leave out { size }.`,
    );
  }
  return inChunks(x, { size: size ?? fixed ?? usualSize }, async (rows) => {
    signal?.throwIfAborted();
    const answers = await model.run({ [from.name]: rows }, { outputs: [to.name] });
    return answers[to.name]!;
  });
}
