import type * as tf from '@tensorflow/tfjs-core';

import type { Graph } from '../graph/types.ts';
import type { TreeStructure } from '../tree/flatten.ts';
import type { ScanPlan } from './scan-plan.ts';

/** A scan whose body is recorded: what its kernel and its gradient work from. */
export interface RecordedScan {
  readonly plan: ScanPlan;
  readonly body: Graph;
  /** Whether a gradient may be taken: then the carry before every step is stacked behind the outputs. */
  readonly differentiated: boolean;
  readonly yStructure: TreeStructure;
  /** Number of leaves of y. */
  readonly ys: number;
  /** Tensors from outside that the body uses. */
  readonly captured: readonly tf.Tensor[];
  /** The stacked carries, filled in when the kernel has run. */
  history: readonly tf.Tensor[];
}
