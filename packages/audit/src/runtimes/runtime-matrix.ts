import type { NDArray } from '@cfq/jit';
import { bindModel, type BindModelOptions, type ModelFile } from '@cfq/models';
import type { RuntimeVerdict } from '../result/runtime-verdict.ts';
import { runtimeSettings, type RuntimeSetting } from './runtime-settings.ts';
import { runtimeVerdicts, type RuntimeAnswer } from './runtime-verdicts.ts';

/** What {@link runtimeMatrix} runs. */
export interface RuntimeMatrixInput {
  readonly file: ModelFile;
  /** How it is bound; engine and optimization are those of the settings. */
  readonly bind: BindModelOptions;
  /** `[n, d]` rows to decide about, encoded by the feature space of the binding. */
  readonly x: NDArray;
  /** Default {@link runtimeSettings}. */
  readonly settings?: readonly RuntimeSetting[] | undefined;
  /** Ends it between two runtimes, with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a file in every runtime and holds its decisions against those of the first, where it runs by default. A runtime
 * that does not load here, or cannot run the file, is told in `failure`.
 *
 * @throws ModelsError (of `@cfq/models`) where the file cannot be bound at all; the signal's reason
 */
export async function runtimeMatrix({ x, ...input }: RuntimeMatrixInput): Promise<RuntimeVerdict[]> {
  const [verdicts] = await runtimeMatrices({ ...input, at: [x] });
  return verdicts!;
}

/** {@link runtimeMatrix} of several sets of rows, each runtime being opened once. */
export async function runtimeMatrices({
  file,
  bind,
  at,
  settings = runtimeSettings,
  signal,
}: Omit<RuntimeMatrixInput, 'x'> & { readonly at: readonly NDArray[] }): Promise<RuntimeVerdict[][]> {
  const answers: RuntimeAnswer[][] = at.map(() => []);
  let failed: unknown;
  for (const { name, runtime, optimization } of settings) {
    signal?.throwIfAborted();
    try {
      await using model = await bindModel(file, { ...bind, runtime, optimization });
      for (const [place, x] of at.entries()) {
        answers[place]!.push({ name, runtime, optimization, margins: await model.margins(x, { signal }) });
      }
    } catch (error) {
      signal?.throwIfAborted();
      failed = error;
      const failure = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
      for (const all of answers) {
        if (all.at(-1)?.name !== name) all.push({ name, runtime, optimization, failure });
      }
    }
  }
  if (answers[0]?.every((answer) => 'failure' in answer) === true) throw failed;
  return answers.map(runtimeVerdicts);
}
