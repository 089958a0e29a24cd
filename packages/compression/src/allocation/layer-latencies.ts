import type { CostTable } from '@cfq/bit-allocation';
import { packNetwork } from '@cfq/deploy';
import { ndarray, openModel, type NDArray, type OpenedModel } from '@cfq/jit';
import { denseNetwork } from '@cfq/network';
import { roundedWeight } from '@cfq/training';
import type { SpendingProblem } from './spending.ts';

/** Runs of each file, interleaved with those of the others so that none has the machine to itself. */
const rounds = 41;

/**
 * Measured nanoseconds that every layer takes at every width: a file of that layer alone, one row, in the ONNX Runtime that is
 * loaded by default, one thread; the median of 41 runs. It is what this machine says now, and includes what a call
 * costs: compare widths of one table, not tables.
 */
export async function layerLatencies({
  network,
  teacher,
  widths,
  rounding,
  signal,
}: SpendingProblem): Promise<CostTable> {
  const opened: { readonly model: OpenedModel; readonly x: NDArray; readonly times: number[] }[] = [];
  try {
    for (const { weight, bias } of network.layers) {
      if (weight.kind !== 'float') continue;
      const inputs = weight.values.shape[0]!;
      const x = ndarray(new Float32Array(inputs).fill(0.5), [1, inputs]);
      for (const bits of widths) {
        const alone = denseNetwork([{ weight: roundedWeight(weight.values, bits, rounding), bias }]);
        const { bytes } = await packNetwork(alone);
        opened.push({ model: await openModel(bytes), x, times: [] });
      }
    }
    for (let round = 0; round < rounds; round += 1) {
      signal?.throwIfAborted();
      for (const { model, x, times } of opened) {
        const start = performance.now();
        await model.run({ x });
        times.push(performance.now() - start);
      }
    }
  } finally {
    for (const { model } of opened) await model.dispose();
  }
  const medians = opened.map(({ times }) => Math.round(1e6 * [...times].sort((a, b) => a - b)[rounds >> 1]!));
  return {
    unit: 'nanoseconds',
    cost: teacher.model.layers.map((_, layer) =>
      widths.map((_bits, at) => medians[layer * widths.length + at]!),
    ),
  };
}
