import type { FeatureSpace } from '@cfq/datasets';
import type { NDArray } from '@cfq/jit';
import type { BoundModel } from '@cfq/models';
import type { MarginDifference } from '../result/audit-result.ts';
import type { Finding } from '../result/finding.ts';
import type { LimitVerdict } from '../result/limit-verdict.ts';
import type { AuditNumber } from '../result/numbers.ts';
import type { Promises, SwapSet } from '../result/people.ts';
import type { ReasonsAgreement } from '../result/reasons.ts';
import type { RuntimesOfFile } from '../result/runtime-verdict.ts';
import type { AuditedAttribute } from '../result/subgroups.ts';

/** What findings are made of. */
export interface Evidence {
  readonly teacher: BoundModel;
  readonly student: BoundModel;
  readonly featureSpace: FeatureSpace;
  /** `[n, d]` all people. */
  readonly x: NDArray;
  /** `[n]`. */
  readonly teacherMargins: Float32Array;
  /** `[n]`. */
  readonly studentMargins: Float32Array;
  readonly numbers: readonly AuditNumber[];
  readonly leadMargin: number;
  readonly marginDifference: MarginDifference;
  readonly swapSet: SwapSet;
  readonly promises: Promises;
  readonly subgroups: readonly AuditedAttribute[];
  readonly reasons: ReasonsAgreement;
  readonly runtimes: readonly RuntimesOfFile[];
  readonly limits: readonly LimitVerdict[];
  readonly signal?: AbortSignal | undefined;
}

/** Looks for one kind of change. */
export type Detector = (evidence: Evidence) => Finding[] | Promise<Finding[]>;
