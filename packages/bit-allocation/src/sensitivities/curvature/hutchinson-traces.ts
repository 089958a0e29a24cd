import type { RandomStream } from '@cfq/jit';
import type { LayerArrays } from './layer-arrays.ts';

/** A vector of signs, −1 or 1 for every weight, in parts by layer. */
export type Signs = Readonly<Record<string, Int8Array>>;

/** What {@link randomSigns} draws. */
export interface RandomSignsOptions {
  /** Weights of every layer. */
  readonly sizes: Readonly<Record<string, number>>;
  /** How many vectors. */
  readonly probes: number;
  readonly stream: RandomStream;
}

/** Vectors of random signs, either of them as likely. */
export function randomSigns({ sizes, probes, stream }: RandomSignsOptions): readonly Signs[] {
  return Array.from({ length: probes }, (_, probe) =>
    Object.fromEntries(
      Object.entries(sizes).map(([layer, size]) => [
        layer,
        Int8Array.from(stream.split(layer, probe).uniform([size]).data, (u) => (u < 0.5 ? -1 : 1)),
      ]),
    ),
  );
}

/** What {@link hutchinsonTraces} looks at. */
export interface HutchinsonProblem {
  /** The whole symmetric matrix times some vectors, each in parts by layer. */
  readonly products: (vectors: readonly Signs[]) => Promise<readonly LayerArrays[]>;
  /** Random vectors, two or more, see {@link randomSigns}. */
  readonly vectors: readonly Signs[];
  /** How many of them are multiplied at a time; default 1. */
  readonly together?: number;
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
  products,
  vectors,
  together = 1,
}: HutchinsonProblem): Promise<Readonly<Record<string, TraceEstimate>>> {
  const seen = new Map<string, number[]>();
  for (let from = 0; from < vectors.length; from += together) {
    const some = vectors.slice(from, from + together);
    const images = await products(some);
    some.forEach((signs, at) => {
      for (const [layer, own] of Object.entries(signs)) {
        const value = images[at]![layer]!.reduce((sum, entry, index) => sum + entry * own[index]!, 0);
        seen.set(layer, [...(seen.get(layer) ?? []), value]);
      }
    });
  }
  return Object.fromEntries(
    [...seen].map(([layer, values]) => {
      const trace = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - trace) ** 2, 0);
      return [layer, { trace, standardError: Math.sqrt(squares / (values.length - 1) / values.length) }];
    }),
  );
}
