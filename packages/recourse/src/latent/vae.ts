import type { NDArray } from '@cfq/jit';

/** How big an autoencoder is and how long it learns. */
export interface VaeSettings {
  /** Numbers of a latent point, an integer ≥ 1. */
  readonly latent: number;
  /** Units of the hidden layer of encoder and decoder each, an integer ≥ 1. */
  readonly hidden: number;
  /** Updates, an integer ≥ 1. */
  readonly updates: number;
  /** Rows of an update, an integer ≥ 1. */
  readonly batch: number;
  /** Step size of Adam, > 0. */
  readonly learningRate: number;
  /** Weight of the divergence from the prior against the error of the rows, ≥ 0; 1 is the evidence lower bound. */
  readonly divergence: number;
}

/** What options of an autoencoder may be. */
export const vaeRules = {
  latent: { least: 1, integer: true },
  hidden: { least: 1, integer: true },
  updates: { least: 1, integer: true },
  batch: { least: 1, integer: true },
  learningRate: { least: Number.MIN_VALUE },
  divergence: { least: 0 },
} as const;

/** A small autoencoder for tables: some seconds on tens of thousands of rows. */
export const vaeDefaults: VaeSettings = {
  ...{ latent: 8, hidden: 32, updates: 800, batch: 64 },
  ...{ learningRate: 0.005, divergence: 0.1 },
};

/** What columns mean to an autoencoder. */
export interface VaeColumns {
  /** Encoded columns `d`. */
  readonly width: number;
  /** One-hot groups: each has a softmax of its own. All other columns are numbers. */
  readonly groups: readonly { readonly start: number; readonly width: number }[];
  /** Columns that are given rather than made: the decoder reads them beside the latent point. Empty for a plain one. */
  readonly given: readonly number[];
}

/** Weights of encoder and decoder. */
export type VaeParameters<Leaf> = Readonly<
  Record<'into' | 'intoBias' | 'mean' | 'meanBias' | 'spread' | 'spreadBias', Leaf> &
    Record<'back' | 'backBias' | 'out' | 'outBias', Leaf>
>;

/** A trained variational autoencoder, or with given columns a conditional one, as plain data. */
export interface Vae {
  readonly columns: VaeColumns;
  readonly latent: number;
  readonly parameters: VaeParameters<NDArray>;
  /** The loss of each update. */
  readonly losses: Float32Array;
}
