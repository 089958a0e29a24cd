import type { Optimization, RuntimeKind } from '@cfq/jit';

/** One way of running a file. */
export interface RuntimeSetting {
  /** What people call it. */
  readonly name: string;
  readonly runtime: RuntimeKind;
  readonly optimization: Optimization;
}

/**
 * The ways in which a file is run: the native library as it comes; with its rewriting held back, since it may fuse
 * products with low-bit weights into kernels that round the activations too; and WebAssembly.
 */
export const runtimeSettings: readonly RuntimeSetting[] = [
  { name: 'native, default', runtime: 'native', optimization: 'all' },
  { name: 'native, exact', runtime: 'native', optimization: 'basic' },
  { name: 'WebAssembly', runtime: 'wasm', optimization: 'all' },
];
