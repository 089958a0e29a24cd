import { createEncoder, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import type { Network } from '@cfq/network';
import type { LiveAnswer } from './live-advice.ts';
import { liveMargins } from './live-model.ts';

/** What a model makes of one person, by what the teacher told them. */
export interface LiveFate {
  /** Place among the people. */
  readonly person: number;
  /** Whether the teacher promised them anything. */
  readonly promised: boolean;
  /** Whether the model refuses them after they did what was asked. */
  readonly broken: boolean;
  /** Whether it approves them as they are. */
  readonly granted: boolean;
}

/** Outcomes of some people, counted. */
export interface LiveCounts {
  readonly group: string;
  readonly people: number;
  readonly promised: number;
  readonly broken: number;
  readonly granted: number;
}

/** What a model makes of everybody whom the teacher denies. */
export function liveFates(
  network: Network,
  featureSpace: FeatureSpace,
  { people, answers }: { readonly people: readonly ReadableRow[]; readonly answers: readonly LiveAnswer[] },
): LiveFate[] {
  if (answers.length === 0) return [];
  const marginsOf = (rows: readonly ReadableRow[]): Float32Array => {
    const { data, shape } = createEncoder(featureSpace).encodeRows(rows);
    return liveMargins(network, { data, shape: [...shape] });
  };
  const before = marginsOf(people);
  const after = marginsOf(answers.map(({ values }) => values));
  return answers.map(({ changes }, person) => {
    const promised = changes.length > 0;
    return { person, promised, broken: promised && after[person]! <= 0, granted: before[person]! > 0 };
  });
}

/** Bands of numbers: as many people in each as there can be. */
const bands = 4;

/**
 * The groups that a feature makes of people: one a level, or bands of a number with about as many people in each.
 *
 * @returns One name a person.
 */
export function liveGroups(people: readonly ReadableRow[], feature: string): string[] {
  const values = people.map((row) => row[feature] ?? null);
  if (!values.every((value) => typeof value === 'number')) return values.map(String);
  const sorted = [...values].sort((a, b) => a - b);
  const starts = [
    ...new Set(
      Array.from({ length: bands }, (_, band) => sorted[Math.floor((band * sorted.length) / bands)]!),
    ),
  ];
  return values.map((value) => {
    const band = starts.findLastIndex((start) => value >= start);
    const [from, next] = [starts[band]!, starts[band + 1]];
    return next === undefined ? `${from} or more` : `${from} to below ${next}`;
  });
}

/** Outcomes by group, the groups in the order of their names, numbers by their size. */
export function liveCounts(fates: readonly LiveFate[], groups: readonly string[]): LiveCounts[] {
  const names = [...new Set(groups)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.map((group) => {
    const own = fates.filter(({ person }) => groups[person] === group);
    const count = (holds: (fate: LiveFate) => boolean) => own.filter(holds).length;
    return {
      ...{ group, people: own.length },
      promised: count(({ promised }) => promised),
      broken: count(({ broken }) => broken),
      granted: count(({ granted }) => granted),
    };
  });
}
