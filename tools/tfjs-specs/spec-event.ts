import type { ReplayOptions } from './replay.ts';

/** What a process that runs specs is asked to do. */
export interface SpecRequest extends ReplayOptions {
  /** Files, relative to the folder of TF.js's own tests. */
  readonly files: readonly string[];
  /** Pattern of names, default all. */
  readonly name?: string | undefined;
  /** Names of specs to leave out: those that ended an earlier process. */
  readonly skip: readonly string[];
}

/** What it tells. */
export type SpecEvent =
  | { readonly kind: 'started'; readonly name: string }
  | { readonly kind: 'done'; readonly name: string; readonly status: string; readonly message: string };
