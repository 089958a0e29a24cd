import { RecourseError } from '../recourse-error.ts';
import type { ActionFeature } from './action-set.ts';

/** What must be said of a feature; the rest has defaults. All values are in encoded units. */
export interface FeatureDefinition extends Pick<ActionFeature, 'name' | 'kind'> {
  /** First encoded column. Default: right after the feature before it, 0 for the first. */
  readonly start?: number | undefined;
  /** Encoded columns. Default: 1, or of a categorical feature the number of its `categories`. */
  readonly width?: number | undefined;
  /** Lowest value an action may reach (numeric, ordinal). Default −∞. */
  readonly lower?: number | undefined;
  /** Highest value an action may reach (numeric, ordinal). Default ∞. */
  readonly upper?: number | undefined;
  /** True forbids every change. Default false. */
  readonly immutable?: boolean | undefined;
  /** Which way it may go (numeric, ordinal). Default `any`. */
  readonly direction?: ActionFeature['direction'] | undefined;
  /** See {@link ActionFeature}; default 1, all of the way. */
  readonly maxFractionToBound?: number | undefined;
  /** Ordinal: the permitted encoded values, strictly ascending; needed. */
  readonly values?: readonly number[] | undefined;
  /** Categorical: the categories' names in one-hot order. */
  readonly categories?: readonly string[] | undefined;
  /** Categorical: one-hot positions an action may move to, strictly ascending. Default: all. */
  readonly targets?: readonly number[] | undefined;
}

/** What must be said of an action set; see `ActionSet`. */
export interface ActionSetDefinition {
  /** Encoded columns `d`. Default: up to the end of the last feature. */
  readonly width?: number | undefined;
  readonly features: readonly FeatureDefinition[];
  /** `k`, how many features one action may change, an integer ≥ 0. Default: all that may change. */
  readonly sparsity?: number | undefined;
}

const known: Readonly<Record<keyof Required<FeatureDefinition>, true>> = {
  name: true,
  kind: true,
  start: true,
  width: true,
  lower: true,
  upper: true,
  immutable: true,
  direction: true,
  maxFractionToBound: true,
  values: true,
  categories: true,
  targets: true,
};

/**
 * Fills in what a definition leaves out; checks nothing but that its fields are known.
 *
 * @param next - The first column after the feature before.
 * @throws RecourseError on a field that is none of a feature's.
 */
export function withFeatureDefaults(definition: FeatureDefinition, next: number): ActionFeature {
  const unknown = Object.keys(definition).find((field) => !Object.hasOwn(known, field));
  if (unknown !== undefined) {
    throw new RecourseError(
      `actionSet: fields of feature '${definition.name}' are known (expected ${Object.keys(known).join(', ')}, got ` +
        `${unknown}). Remove it.`,
    );
  }
  const { kind, categories } = definition;
  const isGroup = kind === 'categorical';
  const stated = Object.entries(definition).filter(([, value]) => value !== undefined);
  return {
    start: next,
    width: isGroup ? (categories?.length ?? 0) : 1,
    lower: isGroup ? 0 : -Infinity,
    upper: isGroup ? 1 : Infinity,
    immutable: false,
    direction: 'any',
    ...(Object.fromEntries(stated) as unknown as Pick<ActionFeature, 'name' | 'kind'>),
  };
}
