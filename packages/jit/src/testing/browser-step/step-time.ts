import { executorInUse } from '../../executor-in-use.ts';
import { jit, type JitOptions } from '../../jit.ts';
import { epoch, initialState, trainingData } from '../lsq-training.ts';

/** How long the training step takes where this runs. */
export interface StepTime {
  /** The first call, compilation included, in milliseconds. */
  readonly first: number;
  /** One step, of the call that was least disturbed by other work, in milliseconds. */
  readonly step: number;
  /** Loss of the last step: equal to rounding wherever it runs. */
  readonly loss: number;
  readonly engine: string;
}

const stepsPerCall = 20;

/** Trains with learned 4-bit weights, `stepsPerCall` steps a call, `calls` times. */
export async function stepTime(calls: number, options: JitOptions = {}): Promise<StepTime> {
  const { data, labels, batches } = trainingData(1, 4096, stepsPerCall);
  const run = jit(epoch(true), options);
  let state = initialState(1);
  let loss = NaN;
  const call = async (): Promise<number> => {
    const start = performance.now();
    const [next, losses] = await run(state, data, labels, batches);
    const passed = performance.now() - start;
    state = next;
    loss = losses.data[stepsPerCall - 1]!;
    return passed;
  };
  const first = await call();
  let best = Infinity;
  for (let i = 0; i < calls; i++) best = Math.min(best, await call());
  await run.dispose();
  return { first, step: best / stepsPerCall, loss, engine: executorInUse() };
}
