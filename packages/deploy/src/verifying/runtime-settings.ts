import type { Optimization, RuntimeKind } from '@cfq/jit';

/** One way of running a file: an engine and how far it may rewrite the graph. */
export interface RuntimeSetting {
  readonly runtime: RuntimeKind;
  readonly optimization: Optimization;
}

/**
 * The settings a deployed file meets: the native library as it comes and with its rewriting held back (its default
 * may fuse products with integer weights into kernels that round the activations too), and WebAssembly.
 */
export const runtimeSettings: readonly RuntimeSetting[] = [
  { runtime: 'native', optimization: 'all' },
  { runtime: 'native', optimization: 'basic' },
  { runtime: 'wasm', optimization: 'all' },
];
