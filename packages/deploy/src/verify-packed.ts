import { openModel, type NDArray, type OpenModelOptions } from '@cfq/jit';
import { compareDecisions, type DecisionComparison } from './compare-decisions.ts';

/** One way of running a file: an engine and how far it may rewrite the graph. */
export type RuntimeSetting = Required<Pick<OpenModelOptions, 'runtime' | 'optimization'>>;

/** What the student and one run of the packed file make of the same rows. */
export interface RuntimeVerdict extends RuntimeSetting, DecisionComparison {}

/**
 * The settings a deployed file meets: the native library as it comes and with its rewriting held back (its default
 * may fuse products with integer weights into kernels that round the activations too), and WebAssembly.
 */
export const runtimeSettings: readonly RuntimeSetting[] = [
  { runtime: 'native', optimization: 'all' },
  { runtime: 'native', optimization: 'basic' },
  { runtime: 'wasm', optimization: 'all' },
];

/** Logits [rows, classes] of a packed file on `x` [rows, inputs], under one setting. */
export async function runPacked(
  { bytes, x }: { bytes: Uint8Array; x: NDArray },
  setting: OpenModelOptions = {},
): Promise<NDArray> {
  const model = await openModel(bytes, setting);
  try {
    const { logits } = await model.run({ x });
    return logits!;
  } finally {
    await model.dispose();
  }
}

/** What {@link verifyPacked} reads. */
export interface VerifyPackedInputs {
  /** The whole ONNX file. */
  readonly bytes: Uint8Array;
  /** Rows to decide on [rows, inputs]: the evaluation population and its recourse points. */
  readonly x: NDArray;
  /** Logits of the student on the same rows [rows, classes]. */
  readonly expected: NDArray;
  /** Default {@link runtimeSettings}. */
  readonly settings?: readonly RuntimeSetting[];
}

/**
 * Runs the file itself, under every setting, on the rows that matter and compares each decision with the student's.
 *
 * @throws DeployError when shapes differ or a logit is not finite.
 * @throws ExecutorError (from `@cfq/jit`) when an engine does not load here.
 */
export async function verifyPacked({
  bytes,
  x,
  expected,
  settings = runtimeSettings,
}: VerifyPackedInputs): Promise<RuntimeVerdict[]> {
  const verdicts: RuntimeVerdict[] = [];
  for (const setting of settings) {
    const actual = await runPacked({ bytes, x }, setting);
    verdicts.push({ ...setting, ...compareDecisions({ expected, actual }) });
  }
  return verdicts;
}
