import type { ActionPolicy, People } from '@cfq/datasets';
import type { BindModelOptions, BoundModel } from '@cfq/models';
import type { CostSpec, RecourseSolver } from '@cfq/recourse';
import type { Limits } from '../limits/limit.ts';

/** Where people were read from, for the report. */
export interface DataSource {
  readonly csv: { readonly path: string | null; readonly sha256: string };
  readonly schema: { readonly path: string | null; readonly sha256: string };
}

/** What an audit is doing. */
export interface AuditProgress {
  readonly step: 'teacher' | 'student' | 'numbers' | 'reasons' | 'runtimes' | 'findings';
  /** Share of the step that is done, in `[0, 1]`. */
  readonly share: number;
}

/** What `audit` needs. */
export interface AuditProblem<Options = unknown> {
  /** The file whose promises are to be kept. */
  readonly teacher: BoundModel;
  /** The file that is to be deployed, bound with the feature space of the teacher. */
  readonly student: BoundModel;
  /** Whom both decide about. */
  readonly people: People;
  /** Where they were read from. Default: rows in memory. */
  readonly source?: DataSource | undefined;
  /**
   * What people may change: rules, or the name of some that come with the people. Default `actionable` where there are
   * rules of that name, else what the columns say.
   */
  readonly policy?: ActionPolicy | string | undefined;
  /** What has to hold. Default: nothing, and the outcome says so. */
  readonly limits?: Limits | undefined;
  /**
   * Looks for the cheapest actions, the same for both files. Default `slp` where both were recognised, else `black-box`,
   * which asks for margins alone.
   */
  readonly solver?: RecourseSolver<Options> | undefined;
  readonly solverOptions?: Options | undefined;
  /** What changes cost. Default: the L1 norm. */
  readonly cost?: CostSpec | undefined;
  /** Issue margins κ in logits, ascending from 0. Default: the protocol's 0, 0.2, 0.4, 0.8. */
  readonly margins?: readonly number[] | undefined;
  /** A whole number; restarts of the solver and resamples draw from it. Default 0. */
  readonly seed?: number | undefined;
  /** Milliseconds after which each of the two searches ends with what it has, more than 0. Default: none. */
  readonly deadline?: number | undefined;
  /** Coverage of intervals. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Resamples behind an interval; 0 leaves them out. Default 1000. */
  readonly resamples?: number | undefined;
  /** People a group needs to be compared with others. Default 30. */
  readonly minimumGroup?: number | undefined;
  /** Leading reasons for a denial that are compared. Default 4. */
  readonly reasons?: number | undefined;
  /** How the two were bound. Where it is given, both are run in every runtime. Default: they are not. */
  readonly runtimes?: { readonly teacher: BindModelOptions; readonly student: BindModelOptions } | undefined;
  /** Versions to report beside those that are known, by name. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** What repeats the audit. */
  readonly command?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
}
