import { compareDecisions, type DecisionComparison } from './compare-decisions.ts';
import { runPacked } from './run-packed.ts';
import { runtimeSettings, type RuntimeSetting } from './runtime-settings.ts';
import type { NDArray } from '@cfq/jit';

/** What the network and one run of the packed file make of the same rows. */
export interface RuntimeVerdict extends RuntimeSetting, DecisionComparison {
  /** Logits of the file [rows, classes]: to compare some of the rows alone, or to go on with. */
  readonly logits: NDArray;
}

/** What {@link verifyPacked} reads. */
export interface VerifyPackedInputs {
  /** The whole ONNX file. */
  readonly bytes: Uint8Array;
  /** Rows to decide on [rows, inputs]: the evaluation population and its recourse points. */
  readonly x: NDArray;
  /** Logits of the network on the same rows [rows, classes]. */
  readonly expected: NDArray;
  /** Default {@link runtimeSettings}. */
  readonly settings?: readonly RuntimeSetting[] | undefined;
  /** Ends the checks between two settings. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the file itself, under every setting, on the rows that matter and compares each decision with the network's.
 *
 * @throws DeployError when shapes differ or a logit is not finite.
 * @throws ExecutorError (from `@cfq/jit`) when an engine does not load here.
 */
export async function verifyPacked({
  bytes,
  x,
  expected,
  settings = runtimeSettings,
  signal,
}: VerifyPackedInputs): Promise<RuntimeVerdict[]> {
  const verdicts: RuntimeVerdict[] = [];
  for (const setting of settings) {
    signal?.throwIfAborted();
    const logits = await runPacked({ bytes, x }, setting);
    verdicts.push({ ...setting, ...compareDecisions({ expected, actual: logits }), logits });
  }
  return verdicts;
}
