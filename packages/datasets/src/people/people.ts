import type { DatasetAbout, DatasetLabel } from '../dataset/dataset.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ActionPolicy, ActionRelation, PlausibilityRule } from '../policies/action-policy.ts';
import type { SplitRule } from '../splits/split-rule.ts';
import type { Subgroup } from '../tables/subgroup.ts';
import type { Table } from '../tables/table.ts';

/** A column of the file that the model may see. */
export interface PeopleColumn {
  /** As the header has it. */
  readonly name: string;
  /** The feature that it is, or is part of. */
  readonly feature: string;
  /** The category that it says yes or no to, for one of several columns that are one feature; else left out. */
  readonly category?: string;
}

/** A table of people, with what may be changed of them; whether the outcome is known or not. */
export interface People extends DatasetAbout {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
  /** What features have to do with each other in one action. Default: nothing. */
  readonly relations?: readonly ActionRelation[];
  /** How near actions have to lead to approved people, unless a policy says otherwise. Default: they may lead anywhere. */
  readonly plausibility?: PlausibilityRule;
  /** Action policies by name. */
  readonly policies: Readonly<Record<string, ActionPolicy>>;
  readonly subgroups: Readonly<Record<string, Subgroup>>;
  /** At most this many features change in one action; a whole number ≥ 1. */
  readonly sparsity: number;
  readonly split: SplitRule;
  /** What a reader should know of the rows as they were read, in plain sentences. */
  readonly warnings: readonly string[];
  /** `[rows]` line of the CSV file that each row starts on, from 1; the header stands on line 1. */
  readonly lines: Int32Array;
  /** The columns of the file that are features, in the order of its header. */
  readonly columns: readonly PeopleColumn[];
  /** The outcomes, where the file has them; null where it has none. */
  readonly label: DatasetLabel | null;
  /** What the schema calls the favourable outcome, also where the file has no outcomes; null where it says nothing. */
  readonly favourable: string | null;
  /** `[rows]` 1 where the outcome is the favourable one, 0 where not; null where the file has none. */
  readonly y: Int32Array | null;
}
