import { openModel, runRows, type NDArray, type OpenedModel, type OpenModelOptions } from '@cfq/jit';
import { EvaluationError } from '../evaluation-error.ts';
import { favourableMargins } from './favourable-margins.ts';
import type { ModelUnderTest } from './model-under-test.ts';

/** What the output of a file says. */
export const onnxOutputs = ['logits', 'probabilities', 'margins'] as const;

/** One of {@link onnxOutputs}. */
export type OnnxOutput = (typeof onnxOutputs)[number];

/** Options of {@link onnxModel}. */
export interface OnnxModelOptions extends OpenModelOptions {
  /** Name of the input that takes the rows. Default: the only one. */
  readonly input?: string | undefined;
  /** Name of the output that is read. Default: the only one, or else the one that is called as `reads` is. */
  readonly output?: string | undefined;
  /**
   * What it holds. `logits` `[n, classes]`, the default; `probabilities` `[n, classes]`, of which the margin is
   * `log p − log max of the others`; `margins` of the favourable class, `[n]` or `[n, 1]`.
   */
  readonly reads?: OnnxOutput | undefined;
  /** Column of the logits or probabilities that is the favourable class. Default 1. */
  readonly favourableClass?: number | undefined;
  /** Rows of one run, an integer from 1; the last run is filled up with zeros. Default what the file fixes, else 1024. */
  readonly rowsPerCall?: number | undefined;
  /** What messages call it. Default `ONNX model`, or the path. */
  readonly name?: string | undefined;
}

/** A loaded file as a model under test. It holds native memory until it is disposed. */
export interface OnnxModelUnderTest extends ModelUnderTest, AsyncDisposable {
  dispose(): Promise<void>;
}

/** The smallest normal float32: a probability that was rounded to 0 is taken for it, so that margins stay finite. */
const leastProbability = 2 ** -126;

/**
 * An ONNX file as a model under test, run by ONNX Runtime: what is measured is the file that is deployed.
 *
 * ```ts
 * await using student = await onnxModel('student.onnx');
 * ```
 *
 * @param file The bytes, or where they are.
 * @throws EvaluationError when the file has several inputs or outputs and none is named, or not the named one; and, when
 *   asked, where the output is not what `reads` says
 * @throws ExecutorError (of `@cfq/jit`) when ONNX Runtime does not load here or cannot read the file
 */
export async function onnxModel(
  file: Uint8Array | string | URL,
  options: OnnxModelOptions = {},
): Promise<OnnxModelUnderTest> {
  const { input, output, reads = 'logits', favourableClass = 1, rowsPerCall } = options;
  const { name = file instanceof Uint8Array ? 'ONNX model' : String(file), ...opening } = options;
  if (!onnxOutputs.includes(reads)) {
    throw new EvaluationError(
      `onnxModel: reads is what the output holds (expected ${onnxOutputs.join(', ')}, got ${reads}). Name one of them.`,
    );
  }
  const opened = await openModel(await bytesOf(file), opening);
  try {
    const from = chosen('input', opened.inputNames, input, input);
    const to = chosen('output', opened.outputNames, output, reads);
    return underTest({ opened, from, to, reads, favourableClass, rowsPerCall, name });
  } catch (error) {
    await opened.dispose();
    throw error;
  }
}

interface Opened {
  readonly opened: OpenedModel;
  readonly from: string;
  readonly to: string;
  readonly reads: OnnxOutput;
  readonly favourableClass: number;
  readonly rowsPerCall: number | undefined;
  readonly name: string;
}

function underTest({
  opened,
  from,
  to,
  reads,
  favourableClass,
  rowsPerCall,
  name,
}: Opened): OnnxModelUnderTest {
  const marginsOf = (answers: NDArray): Float32Array => {
    if (reads === 'logits') return favourableMargins(answers, favourableClass);
    if (reads === 'margins') return singleColumn(answers, name);
    const logs = Float32Array.from(answers.data, (share) => Math.log(Math.max(share, leastProbability)));
    return favourableMargins({ data: logs, shape: answers.shape }, favourableClass);
  };
  return {
    name,
    traced: null,
    async margins(x, { signal } = {}) {
      return marginsOf(await runRows(opened, x, { input: from, output: to, size: rowsPerCall, signal }));
    },
    dispose: () => opened.dispose(),
    [Symbol.asyncDispose]: () => opened.dispose(),
  };
}

async function bytesOf(file: Uint8Array | string | URL): Promise<Uint8Array> {
  if (file instanceof Uint8Array) return file;
  const { readFile } = await import('node:fs/promises');
  return new Uint8Array(await readFile(file));
}

function chosen(
  what: 'input' | 'output',
  names: readonly string[],
  asked: string | undefined,
  usual: string | undefined,
): string {
  const [only] = names;
  const name = asked ?? (names.length === 1 ? only : names.find((candidate) => candidate === usual));
  if (name !== undefined && names.includes(name)) return name;
  throw new EvaluationError(
    `onnxModel: one ${what} of the file is used (expected one of ${names.join(', ')}, got ${asked ?? 'none'}). ` +
      `Name it with { ${what} }.`,
  );
}

function singleColumn({ data, shape }: NDArray, name: string): Float32Array {
  const [rows = 0, columns = 1] = shape;
  if (data instanceof Float32Array && columns === 1 && data.length === rows) return data;
  throw new EvaluationError(
    `onnxModel: margins of "${name}" are float32, one a row (expected [${rows}] or [${rows}, 1], got ` +
      `${data.constructor.name} [${shape.join(', ')}]). Say what the output holds with { reads }.`,
  );
}
