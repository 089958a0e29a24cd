import type { RandomStream } from '@cfq/jit';
import type { LayerArrays } from './layer-arrays.ts';

/** What {@link hutchinsonTraces} looks at. */
export interface HutchinsonProblem {
  /** The whole symmetric matrix times a vector, both in parts by layer. */
  readonly product: (vector: LayerArrays) => Promise<LayerArrays>;
  /** Weights of every layer. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Random vectors, from 2. */
  readonly probes: number;
  readonly stream: RandomStream;
}

/** The trace of one diagonal block, estimated. */
export interface TraceEstimate {
  readonly trace: number;
  /** Of `trace`, from the spread of the probes. */
  readonly standardError: number;
}

/**
 * The traces of the diagonal blocks of a symmetric matrix, one for every layer: the mean of `v_lᵀ (A v)_l` over vectors of
 * random signs. One vector serves all layers: what it brings from one block into another has mean 0.
 *
 * @see Hutchinson 1990, "A stochastic estimator of the trace of the influence matrix"; Dong et al. 2020 (HAWQ-V2) §3.3.
 */
export async function hutchinsonTraces({
  product,
  sizes,
  probes,
  stream,
}: HutchinsonProblem): Promise<Readonly<Record<string, TraceEstimate>>> {
  const seen = Object.fromEntries(Object.keys(sizes).map((layer) => [layer, [] as number[]]));
  for (let probe = 0; probe < probes; probe += 1) {
    const signs = Object.fromEntries(
      Object.entries(sizes).map(([layer, size]) => [
        layer,
        Float64Array.from(stream.split(layer, probe).uniform([size]).data, (u) => (u < 0.5 ? -1 : 1)),
      ]),
    );
    const image = await product(signs);
    for (const [layer, values] of Object.entries(seen)) {
      values.push(image[layer]!.reduce((sum, value, at) => sum + value * signs[layer]![at]!, 0));
    }
  }
  return Object.fromEntries(
    Object.entries(seen).map(([layer, values]) => {
      const trace = values.reduce((sum, value) => sum + value, 0) / probes;
      const squares = values.reduce((sum, value) => sum + (value - trace) ** 2, 0);
      return [layer, { trace, standardError: Math.sqrt(squares / (probes - 1) / probes) }];
    }),
  );
}
