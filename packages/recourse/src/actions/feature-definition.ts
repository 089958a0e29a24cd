import { checkFeatureFields, checkSetFields } from './action-fields.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';

/** What must be said of a feature; the rest has defaults. All values are in encoded units. */
export interface FeatureDefinition extends Pick<ActionFeature, 'name' | 'kind'> {
  /** First encoded column. Default: right after the feature before it, 0 for the first. */
  readonly start?: number | undefined;
  /** Encoded columns. Default: 1, or of a categorical feature the number of its `categories`. */
  readonly width?: number | undefined;
  /** Lowest value an action may reach (numeric, ordinal). Default, and `null`, which is what JSON makes of it: −∞. */
  readonly lower?: number | null | undefined;
  /** Highest value an action may reach (numeric, ordinal). Default, and `null`: ∞. */
  readonly upper?: number | null | undefined;
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
  /** Categorical and ordinal: positions an action may move to, strictly ascending. Default: all. */
  readonly targets?: readonly number[] | undefined;
  /** Categorical and ordinal: for each position, those one may move to from there. Default: all. */
  readonly moves?: readonly (readonly number[])[] | undefined;
  /** See {@link ActionFeature}. Default: no limit. */
  readonly maxChange?: ActionFeature['maxChange'] | undefined;
  /** See {@link ActionFeature}. Default: no time. */
  readonly time?: ActionFeature['time'] | undefined;
  /** See {@link ActionFeature}. Default: encoded values are raw. */
  readonly units?: ActionFeature['units'] | undefined;
  /** See {@link ActionFeature}. Default: every number exists. */
  readonly grid?: ActionFeature['grid'] | undefined;
  /** See {@link ActionFeature}. Default: everybody has a value. */
  readonly absentColumns?: readonly number[] | undefined;
  /** See {@link ActionFeature}. Default: whoever has no value stays without. */
  readonly obtainable?: ActionFeature['obtainable'] | undefined;
}

/** What must be said of an action set; see `ActionSet`. */
export interface ActionSetDefinition {
  /** Encoded columns `d`. Default: up to the end of the last feature. */
  readonly width?: number | undefined;
  readonly features: readonly FeatureDefinition[];
  /** `k`, how many features one action may change, an integer ≥ 0. Default: all that may change. */
  readonly sparsity?: number | undefined;
  /** Default: none. */
  readonly relations?: ActionSet['relations'] | undefined;
  /** Default: actions may lead anywhere. */
  readonly plausibility?: ActionSet['plausibility'] | undefined;
  /** Default: 1 for every feature. */
  readonly weights?: ActionSet['weights'] | undefined;
}

/**
 * Checks keys and types of a definition, but not of its features.
 *
 * @throws RecourseError naming the key.
 */
export function checkDefinitionKeys(definition: ActionSetDefinition): void {
  checkSetFields('actionSet', definition, ['features']);
}

/**
 * Fills in what a definition leaves out; checks nothing but that its keys are known and its values of their types.
 *
 * @param index - Its place in the list.
 * @param next - The first column after the feature before.
 * @throws RecourseError naming the feature and the key.
 */
export function withFeatureDefaults(
  definition: FeatureDefinition,
  index: number,
  next: number,
): ActionFeature {
  const isOpen = (key: string, value: unknown) => value === null && (key === 'lower' || key === 'upper');
  // The check of the set has seen that it is a record.
  const given = Object.fromEntries(Object.entries(definition).filter(([key, value]) => !isOpen(key, value)));
  checkFeatureFields('actionSet', given, index, ['name', 'kind']);
  const { kind, categories } = definition;
  const isGroup = kind === 'categorical';
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
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
