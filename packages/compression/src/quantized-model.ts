import type { AuditResult, DataSource, Limits } from '@cfq/audit';
import type { ActionPolicy, People } from '@cfq/datasets';
import type { Lowering, PackedNetwork } from '@cfq/deploy';
import type { BindModelOptions, BoundModel } from '@cfq/models';
import type { ModelCard } from './card/model-card.ts';
import type { Compression, CompressionProblem } from './compression-problem.ts';
import type { SearchRule } from './search/search-smallest.ts';

/** What {@link QuantizeModelProblem} aims for: bits, or limits as they were written. */
export type ModelAim =
  | { readonly bits: number }
  | {
      readonly keep: Limits;
      /** Default `ascending`. */
      readonly rule?: SearchRule | undefined;
      /** Most points of the size curve; default 24. */
      readonly most?: number | undefined;
      /** Bits that a weight may have, ascending from 2 to 8. Default 2, 3, 4 and 8. */
      readonly widths?: readonly number[] | undefined;
    };

/** What `quantizeModel` makes a smaller file from. */
export interface QuantizeModelProblem extends Pick<
  CompressionProblem,
  | 'method'
  | 'cost'
  | 'margins'
  | 'promiseFirst'
  | 'seed'
  | 'steps'
  | 'threads'
  | 'store'
  | 'codeVersion'
  | 'signal'
  | 'onProgress'
> {
  readonly teacher: BoundModel;
  readonly people: People;
  /** How the teacher was bound: its substitute is bound likewise. */
  readonly binding?: Omit<BindModelOptions, 'people' | 'featureSpace'> | undefined;
  readonly aim: ModelAim;
  /**
   * What people may change: rules, or the name of some that come with the people. Default `actionable` where there are
   * rules of that name, else what the columns say.
   */
  readonly policy?: ActionPolicy | string | undefined;
  /** What the file becomes; default `qdq`. */
  readonly lowering?: Lowering | undefined;
  /** Name of the file it becomes; default that of the teacher with `.quantized` in it. */
  readonly name?: string | undefined;
  /** The files that the people were read from, for the card. */
  readonly source?: DataSource | undefined;
  /** What makes the file again, for the card. */
  readonly command?: string | undefined;
}

/** A smaller file that takes the place of the teacher's, with what was found on rows that nothing had seen. */
export interface QuantizedModel extends PackedNetwork {
  readonly audit: AuditResult;
  readonly card: ModelCard;
  /** Whether the limits are met on test rows, and every runtime decides alike. */
  readonly confirmed: boolean;
}

/** What `quantizeModel` gives. */
export interface ModelQuantization extends Pick<Compression, 'chosen' | 'best' | 'points' | 'search'> {
  /** Null where nothing is within the limits. */
  readonly model: QuantizedModel | null;
}
