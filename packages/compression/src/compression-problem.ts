import type { Limit } from '@cfq/audit';
import type { CompileScope } from '@cfq/jit';
import type { Network } from '@cfq/network';
import type { ActionSet, CostSpec } from '@cfq/recourse';
import type { Method } from '@cfq/training';
import type { CandidateSetting } from './candidates/candidate-setting.ts';
import type { SettingProblem } from './candidates/prepare-setting.ts';
import type { PeopleParts } from './rows/people-parts.ts';
import type { MeasuredPoint } from './search/measured-point.ts';
import type { SearchRule } from './search/search-smallest.ts';
import type { CandidateStore } from './store/candidate-store.ts';

/** How small a file is to be: as the bits of a weight, or by what it has to keep. */
export type Aim =
  | {
      /** Most bits per weight, parameter-weighted mean, from 2; the method spends them by its own rule. */
      readonly bits: number;
    }
  | {
      /** The smallest file that meets all of these on validation rows is looked for. */
      readonly keep: readonly Limit[];
      /** How; default `ascending`. */
      readonly rule?: SearchRule | undefined;
      /** Most points of the size curve; a whole number from 2. Default 24. */
      readonly most?: number | undefined;
      /** Bits that a weight may have, ascending from 2 to 8. Default 2, 3, 4 and 8. */
      readonly widths?: readonly number[] | undefined;
    };

/** What is being done. */
export interface CompressionProgress {
  /** What is done now, or was found, in a line. */
  readonly text: string;
  /** Candidates that are finished, of those that may be needed. */
  readonly done: number;
  readonly total: number;
}

/** What `compressNetwork` makes a smaller network from. */
export interface CompressionProblem {
  readonly method: Method;
  /** The teacher, over the encoded columns of `parts`: logits of the unfavourable class, then of the favourable one. */
  readonly network: Network;
  readonly parts: PeopleParts;
  /** Whether the labels of the parts are true outcomes, so that there is an accuracy. */
  readonly labelled: boolean;
  readonly actionSet: ActionSet;
  readonly aim: Aim;
  /** Default L1. */
  readonly cost?: CostSpec | undefined;
  /** Issue margins κ, ascending from 0; those that limits name are added. Default: the protocol's. */
  readonly margins?: readonly number[] | undefined;
  /**
   * The share of promises without a margin that a candidate keeps on validation rows, above 0 to 1: the least that does it is
   * added to its favourable logit, before it is held against limits. Default: what training gives.
   */
  readonly promiseFirst?: number | undefined;
  /** Decides every random choice of training; default 0. */
  readonly seed?: number | undefined;
  /** Updates of each candidate; default the method's own number. */
  readonly steps?: number | undefined;
  /** Default 1. */
  readonly threads?: number | undefined;
  /** How students become files to be measured. */
  readonly packing?: CandidateSetting['packing'] | undefined;
  /** Bytes of the file that a network would become; default: as it is measured. */
  readonly bytesOf?: ((network: Network) => Promise<number>) | undefined;
  /** Who is asked for the teacher's decisions on validation rows; default: the network. */
  readonly original?: SettingProblem['original'];
  /** Where finished candidates are looked for and kept; default: nowhere. */
  readonly store?: CandidateStore | undefined;
  /** Version of the code, part of what candidates are kept by; default none. */
  readonly codeVersion?: string | undefined;
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CompressionProgress) => void) | undefined;
}

/** What `compressNetwork` found. */
export interface Compression {
  /** What is within the limits, or within the bits; null where nothing is. */
  readonly chosen: MeasuredPoint | null;
  /** What came nearest where nothing is within the limits. */
  readonly best: MeasuredPoint | null;
  /** The size curve from the smallest file up, with what was measured where it was tried; the one point of a budget. */
  readonly points: readonly MeasuredPoint[];
  /** How the curve came about; null for a budget. */
  readonly search: {
    readonly rule: SearchRule;
    /** What the losses of the curve were measured by; null where the method has one width alone. */
    readonly sensitivity: string | null;
    /** Points there would have been without `most`. */
    readonly whole: number;
  } | null;
  readonly setting: CandidateSetting;
}
