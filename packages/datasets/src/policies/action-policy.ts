import type { Direction } from '../encoding/feature-space.ts';

/** How far an action may take a number from where the person stands, either way; the tighter of the two where both are given. */
export interface MaxChange {
  /** In raw units (ordinal: of the levels' numbers); above 0. */
  readonly amount?: number;
  /** Of the size of the person's own raw value, in percent; above 0. Numeric only: somebody at 0 stays there. */
  readonly percent?: number;
}

/** How long a change takes, in one unit of time for all features; all changes of an action run at the same time. */
export interface TimeToAct {
  /** What any change of the feature takes; at least 0. Default 0. */
  readonly fixed?: number | undefined;
  /** What each raw unit of change takes beside that; at least 0. Numeric and ordinal. Default 0. */
  readonly perUnit?: number | undefined;
}

/**
 * What an action may do to one feature, in raw units: the amounts, whole numbers and category names of the file. What
 * is absent stays as the data set's own columns say.
 */
export interface FeatureRule {
  /** Why, in one sentence. */
  readonly reason?: string;
  /** Whether no action may change it. */
  readonly immutable?: boolean;
  /** Which way it may move. Numeric and ordinal. */
  readonly direction?: Direction;
  /** Lowest and highest raw value an action may reach; `null` leaves a side as the data set has it. Numeric and ordinal. */
  readonly bounds?: readonly [lowest: number | null, highest: number | null];
  /** Values an action may reach are whole multiples of it, above 0. Numeric only. */
  readonly step?: number;
  /** How far it may move. Numeric and ordinal. */
  readonly maxChange?: MaxChange;
  /** The only categories or levels an action may move to. Categorical and ordinal. */
  readonly to?: readonly string[];
  /** Categories or levels no action may move to; whoever is there may stay. Categorical and ordinal. */
  readonly forbidden?: readonly string[];
  /** From each category or level, the ones an action may move to; from one that is not listed there is no move. Categorical and ordinal. */
  readonly moves?: Readonly<Record<string, readonly string[]>>;
  /** Multiplies what a change of it costs; above 0. */
  readonly costWeight?: number;
  /** How long a change takes; who has so much time is said with the people. */
  readonly time?: TimeToAct;
  /**
   * Special codes, by their meaning, and `(missing)`: who has one of them in place of a value may obtain a value. Nobody
   * loses one. Default: whoever has no value stays without.
   */
  readonly obtainable?: readonly string[];
}

/** The rules of a data set's own column beyond its immutability, direction, bounds and step, which stand there. */
export type ColumnRule = Pick<
  FeatureRule,
  'reason' | 'maxChange' | 'to' | 'forbidden' | 'moves' | 'costWeight' | 'time' | 'obtainable'
>;

/** What features have to do with each other in one action. */
export type ActionRelation =
  | {
      /** `feature` may rise only where `with` rises too. Numeric and ordinal features. */
      readonly kind: 'rises-only-with';
      readonly feature: string;
      readonly with: string;
    }
  | {
      /** Raw `lower` ≤ raw `upper` after the action, for people for whom it holds before. Numeric and ordinal features. */
      readonly kind: 'at-most';
      readonly lower: string;
      readonly upper: string;
    }
  | {
      /**
       * The sum of raw values, each times its coefficient, is at most `atMost` after the action, for people for whom it is
       * before. Numeric and ordinal features, two or more.
       */
      readonly kind: 'linear';
      /** Coefficients by feature name; none of them 0. */
      readonly terms: Readonly<Record<string, number>>;
      readonly atMost: number;
    }
  | {
      /**
       * At most so many of the features change in one action: 1 makes their changes exclude each other (Ustun, Spangher and
       * Liu 2019, "Actionable recourse in linear classification", §2: limits on subsets). Features of every kind.
       */
      readonly kind: 'subset-limit';
      /** Two or more, each once. */
      readonly features: readonly string[];
      /** A whole number from 1 to one less than there are features. */
      readonly atMost: number;
    }
  | {
      /**
       * A consequence: where `with` changes, raw `feature` changes by `factor` times as much, by itself. It is nothing that
       * people do: it costs nothing, is not one of the changes that are counted, and happens to what is immutable too, but
       * ends within its bounds (Mahajan, Tan and Sharma 2019, "Preserving causal constraints in counterfactual
       * explanations for machine learning classifiers", §3: a degree takes years). A numeric feature moves with a numeric
       * or ordinal one.
       */
      readonly kind: 'moves-with';
      readonly feature: string;
      readonly with: string;
      /** Not 0. */
      readonly factor: number;
      /** The way `with` has to go. Default: either. */
      readonly when?: 'rises' | 'falls' | undefined;
    };

/** How near actions have to lead to approved people. */
export interface PlausibilityRule {
  /** `distance`: the mean distance to the nearest of them; `local-outlier-factor`: about 1 within a crowd. */
  readonly kind: (typeof plausibilityKinds)[number];
  /** How many of the nearest count, a whole number ≥ 1. */
  readonly neighbours: number;
  /** What the distance (encoded units, Euclidean) or the factor is at most; above 0. */
  readonly limit: number;
}

/** What plausibility is measured by. */
export const plausibilityKinds = ['distance', 'local-outlier-factor'] as const;

/** Who may do what: a named set of rules over the features of a data set. Plain data that survives JSON. */
export interface ActionPolicy {
  /** Kebab-case. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** At most this many features change in one action, a whole number ≥ 1. Default: as the data set says. */
  readonly sparsity?: number;
  /** By feature name; features that are not listed stay as the data set's columns say. */
  readonly features: Readonly<Record<string, FeatureRule>>;
  readonly relations?: readonly ActionRelation[];
  /** Where actions may lead. Default: anywhere that the rest permits. */
  readonly plausibility?: PlausibilityRule;
}
