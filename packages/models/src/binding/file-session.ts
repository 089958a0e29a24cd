import { openModel, type ModelOutput, type NDArray, type OpenModelOptions } from '@cfq/jit';
import { packNetwork } from '@cfq/deploy';
import type { Network } from '@cfq/network';
import type { BoundInput } from '../inputs/bound-input.ts';
import { rowFeeder } from '../inputs/feed-rows.ts';
import { plainNetwork } from '../networks/plain-network.ts';

/** Something that can be asked for the answers of a model, so many rows at a time. */
export interface FileSession {
  /** Which engine answers. */
  readonly runtime: string;
  /** Rows of one run. */
  readonly size: number;
  /** What the file answers for rows `start … start + count` of `x`; answers behind them are for nobody. */
  readonly ask: (x: NDArray, start: number, count: number) => Promise<ModelOutput>;
  readonly dispose: () => Promise<void>;
}

const usualSize = 1024;

/**
 * A file in ONNX Runtime, fed by its inputs.
 *
 * @param output The output that is asked for.
 * @param options How it is run, and whether each row is asked about alone.
 * @throws ExecutorError (of `@cfq/jit`) where the engine cannot read it.
 */
export async function fileSession(
  bytes: Uint8Array,
  output: string,
  inputs: readonly BoundInput[],
  { alone, ...opening }: OpenModelOptions & { readonly alone: boolean },
): Promise<FileSession> {
  const model = await openModel(bytes, opening);
  const feed = rowFeeder(inputs);
  const fixed = inputs.find(({ input }) => input.fixedRows !== null)?.input.fixedRows;
  const size = fixed ?? (alone ? 1 : usualSize);
  return {
    runtime: model.runtime,
    size,
    ask: async (x, start, count) => {
      const answers = await model.ask(feed(x, start, count, size), { outputs: [output] });
      return answers[output]!;
    },
    dispose: () => model.dispose(),
  };
}

/** A network in ONNX Runtime, for files that it cannot run itself: logits of encoded rows. */
export async function networkSession(network: Network, opening: OpenModelOptions): Promise<FileSession> {
  const { bytes } = await packNetwork(plainNetwork(network));
  const model = await openModel(bytes, opening);
  return {
    runtime: model.runtime,
    size: usualSize,
    ask: async (x, start, count) => {
      const width = network.inputWidth;
      const data = new Float32Array(usualSize * width);
      data.set((x.data as Float32Array).subarray(start * width, (start + count) * width));
      const { logits } = await model.run({ x: { data, shape: [usualSize, width] } });
      return logits!;
    },
    dispose: () => model.dispose(),
  };
}
