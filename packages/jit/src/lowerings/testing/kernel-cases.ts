import { binaryCases } from './cases/binary-cases.ts';
import { imageCases } from './cases/image-cases.ts';
import { indexingCases } from './cases/indexing-cases.ts';
import type { KernelCase } from './cases/kernel-case.ts';
import { layoutCases } from './cases/layout-cases.ts';
import { linearCases } from './cases/linear-cases.ts';
import { morphologyCases } from './cases/morphology-cases.ts';
import { reductionCases } from './cases/reduction-cases.ts';
import { unaryCases } from './cases/unary-cases.ts';
import { volumeCases } from './cases/volume-cases.ts';
import { windowCases } from './cases/window-cases.ts';
import type { lowerings } from '../lowering-table.ts';
import type { Lowering } from '../lowering.ts';

/** Kernels that have a lowering. */
export type SupportedKernel = {
  [K in keyof typeof lowerings]: (typeof lowerings)[K] extends Lowering<never> ? K : never;
}[keyof typeof lowerings];

/**
 * Calls that reach each supported kernel. A kernel without an entry is a type error; the test runs forward and
 * gradient of all of them on the compiled and on the cpu backend.
 */
export const kernelCases: Readonly<Record<SupportedKernel, readonly KernelCase[]>> = {
  ...binaryCases,
  ...imageCases,
  ...indexingCases,
  ...layoutCases,
  ...linearCases,
  ...morphologyCases,
  ...reductionCases,
  ...unaryCases,
  ...volumeCases,
  ...windowCases,
};
