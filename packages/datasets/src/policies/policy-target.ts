import type { DatasetContent } from '../dataset/dataset.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { Feature, FeatureSpace } from '../encoding/feature-space.ts';
import { stepOf } from '../encoding/steps/step-of.ts';
import type { Table } from '../tables/table.ts';

/** A feature as a policy sees it: raw units and names. */
export interface PolicyTarget extends Pick<FeatureSpec, 'name' | 'kind' | 'immutable' | 'direction'> {
  /** Raw bounds of the data set; absent for categories and where the training rows decide. */
  readonly bounds?: readonly [lowest: number, highest: number];
  readonly step?: number;
  /** Names of levels or categories, but for `(missing)` and special codes; none for numeric features. */
  readonly levels: readonly string[];
  /** The name of each level that the file writes otherwise, by what it writes; rules may use either. */
  readonly codes?: Readonly<Record<string, string>>;
  /** The meaning of each special code, by what the file writes. */
  readonly special?: Readonly<Record<string, string>>;
  /** Meanings from which the data set's own column lets people obtain a value. */
  readonly obtainable?: readonly string[];
}

/** What a policy is held against: an encoded space, or a data set before it is encoded. */
export type PolicyScope = FeatureSpace | Pick<DatasetContent, 'features' | 'table' | 'relations'>;

/**
 * Why features of the data set are no part of the scope, by name: in a feature space, those that are the same for every
 * training row. Rules about them have nothing to rule.
 */
export function droppedTargets(scope: PolicyScope): Readonly<Record<string, string>> {
  return 'table' in scope ? {} : (scope.dropped ?? {});
}

/** The features that rules may name, in order. */
export function policyTargets(scope: PolicyScope): PolicyTarget[] {
  if ('table' in scope) return scope.features.map((spec) => targetOfSpec(spec, scope.table));
  return scope.features.filter(({ indicates }) => indicates === undefined).map(targetOfFeature);
}

function targetOfSpec(spec: FeatureSpec, { columns }: Table): PolicyTarget {
  const { name, kind, immutable, direction, values, bounds, codes } = spec;
  const absences = absencesOf(spec);
  const column = columns[name];
  const step = stepOf(spec);
  const open = bounds && ([bounds[0] ?? -Infinity, bounds[1] ?? Infinity] as const);
  const limits = values === undefined ? open : ([values[0]!, values.at(-1)!] as const);
  return {
    ...{ name, kind, immutable, direction, levels: column?.kind === 'level' ? column.levels : [] },
    ...(codes && { codes }),
    ...absences,
    ...(limits && { bounds: limits }),
    ...(step !== undefined && { step }),
  };
}

function targetOfFeature(feature: Feature): PolicyTarget {
  const { name, kind, immutable, direction, step, offset, scale, lower, upper } = feature;
  const { labels, categories, unheld = [], absentColumns = [], start, codes, ranks } = feature;
  const raw = (encoded: number) => {
    const value = encoded * scale + offset;
    if (step !== undefined) return Math.round(value / step) * step + 0;
    // Digits beyond what float32 resolves are left out; adding 0 turns −0 into 0.
    const decimals = Math.floor(-Math.log10(2 ** -23 * (1 + Math.abs(encoded)) * scale));
    return Number(value.toFixed(Math.min(100, Math.max(0, decimals)))) + 0;
  };
  const known = labels ?? categories?.filter((_, index) => !absentColumns.includes(start + index)) ?? [];
  if (ranks !== undefined) {
    const bounds = [ranks[0]!, ranks.at(-1)!] as const;
    const levels = [...known, ...unheld];
    return {
      ...{ name, kind: 'ordinal', immutable, direction, levels, bounds },
      ...(codes && { codes }),
      ...absencesOf(feature),
    };
  }
  return {
    ...{ name, kind, immutable, direction, levels: [...known, ...unheld] },
    ...(codes && { codes }),
    ...absencesOf(feature),
    ...(kind !== 'categorical' && { bounds: [raw(lower), raw(upper)] as const }),
    ...(step !== undefined && { step }),
  };
}

/** What a column says of people who have no value. */
function absencesOf({
  special,
  rule,
}: Pick<FeatureSpec, 'special' | 'rule'>): Pick<PolicyTarget, 'special' | 'obtainable'> {
  return { ...(special && { special }), ...(rule?.obtainable && { obtainable: rule.obtainable }) };
}
