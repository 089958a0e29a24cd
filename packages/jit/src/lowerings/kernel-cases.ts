import { BINARY_CASES } from './cases/binary-cases.ts';
import { INDEXING_CASES } from './cases/indexing-cases.ts';
import type { KernelCase } from './cases/kernel-case.ts';
import { LAYOUT_CASES } from './cases/layout-cases.ts';
import { LINEAR_CASES } from './cases/linear-cases.ts';
import { REDUCTION_CASES } from './cases/reduction-cases.ts';
import { UNARY_CASES } from './cases/unary-cases.ts';
import { WINDOW_CASES } from './cases/window-cases.ts';
import type { LOWERINGS } from './lowering-table.ts';
import type { Lowering } from './lowering.ts';

/** Kernels that have a lowering. */
export type SupportedKernel = {
  [K in keyof typeof LOWERINGS]: (typeof LOWERINGS)[K] extends Lowering<never> ? K : never;
}[keyof typeof LOWERINGS];

/**
 * Calls that reach each supported kernel. A kernel without an entry is a type error; the test runs forward and
 * gradient of all of them on the compiled and on the cpu backend.
 */
export const KERNEL_CASES: Readonly<Record<SupportedKernel, readonly KernelCase[]>> = {
  ...BINARY_CASES,
  ...INDEXING_CASES,
  ...LAYOUT_CASES,
  ...LINEAR_CASES,
  ...REDUCTION_CASES,
  ...UNARY_CASES,
  ...WINDOW_CASES,
};
