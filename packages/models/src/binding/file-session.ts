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
  /** Most rows of one run. */
  readonly size: number;
  /** Rows of a run that asks about so many: those behind them are for nobody. */
  readonly rowsFor: (count: number) => number;
  /** What the file answers for rows `start … start + count` of `x`; answers behind them are for nobody. */
  readonly ask: (x: NDArray, start: number, count: number) => Promise<ModelOutput>;
  readonly dispose: () => Promise<void>;
}

const usualSize = 1024;

/**
 * Fewest rows of a run where the file leaves it open: the runtime sums a single row up in another order than several, and
 * the answer about a person would differ in its last bits from the one beside others.
 */
const fewest = 2;

const atHand = (count: number): number => Math.max(count, fewest);

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
  const isOpen = (fixed ?? null) === null && !alone;
  const rowsFor = isOpen ? atHand : () => size;
  return {
    runtime: model.runtime,
    size,
    rowsFor,
    ask: async (x, start, count) => {
      const answers = await model.ask(feed(x, start, count, rowsFor(count)), { outputs: [output] });
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
    rowsFor: atHand,
    ask: async (x, start, count) => {
      const width = network.inputWidth;
      const rows = atHand(count);
      const data = new Float32Array(rows * width);
      data.set((x.data as Float32Array).subarray(start * width, (start + count) * width));
      const { logits } = await model.run({ x: { data, shape: [rows, width] } });
      return logits!;
    },
    dispose: () => model.dispose(),
  };
}
