import type { OriginalFile } from '../originals/original-file.ts';
import type { ActionPolicy, ActionRelation, PlausibilityRule } from '../policies/action-policy.ts';
import type { FeatureSpec } from './feature-spec.ts';
import type { SplitRule } from '../splits/split-rule.ts';
import type { Subgroup } from '../tables/subgroup.ts';
import type { Table } from '../tables/table.ts';

/** What is known of a data set before its rows are loaded. */
export interface DatasetAbout<Name extends string = string> {
  /** Registry key, kebab-case. */
  readonly name: Name;
  /** What people call it; a heading. */
  readonly title: string;
  /** One line: whose decision it is, and which outcome is favourable. */
  readonly description: string;
  /** The publisher, and where the rows were taken from. */
  readonly source: string;
  /** Under which the data may be used. */
  readonly licence: string;
  /** The publication to cite. */
  readonly citation: string;
}

/** Which class of the label is the favourable one; two-valued. */
export interface DatasetLabel {
  /** The table's level column. */
  readonly column: string;
  readonly favourable: string;
  readonly unfavourable: string;
}

/** A typed table with what is needed to learn from it and to act on it. Nothing here depends on a seed. */
export interface DatasetContent {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
  /** Per row: 1 favourable, 0 not. */
  readonly y: Int32Array;
  readonly label: DatasetLabel;
  readonly subgroups: Readonly<Record<string, Subgroup>>;
  /** At most this many features change in one action; a whole number ≥ 1. */
  readonly sparsity: number;
  readonly split: SplitRule;
  /** What features have to do with each other in one action. Default: nothing. */
  readonly relations?: readonly ActionRelation[];
  /** How near actions have to lead to approved people, unless a policy says otherwise. Default: they may lead anywhere. */
  readonly plausibility?: PlausibilityRule;
  /** Action policies by name; the built-in sets have `literature` and `actionable`. Default: none. */
  readonly policies?: Readonly<Record<string, ActionPolicy>>;
  /** What a reader should know of the rows as they were read, in plain sentences. Default: nothing. */
  readonly warnings?: readonly string[];
}

/** A data set whose rows are at hand. */
export interface LoadedDataset extends DatasetAbout, DatasetContent {
  /** Action policies by name; the built-in sets have `literature` and `actionable`. */
  readonly policies: Readonly<Record<string, ActionPolicy>>;
  /** What a reader should know of the rows as they were read, in plain sentences. */
  readonly warnings: readonly string[];
}

/** Where a data set's rows are read from. */
export interface LoadOptions {
  /**
   * Folder with the publisher's files; they are parsed instead of the rows that come with the set. Default: those rows,
   * which need neither network nor files. Node only.
   */
  readonly dataDir?: string | undefined;
}

/** What makes a data set: what `defineDataset` takes. */
export interface DatasetDefinition<Name extends string = string> {
  /** Registry key, kebab-case. */
  readonly name: Name;
  /** What people call it; a heading. Default: the name. */
  readonly title?: string | undefined;
  /** One line: whose decision it is, and which outcome is favourable. */
  readonly description: string;
  /** One line: the publisher, and where the rows were taken from. */
  readonly source: string;
  /** One line: under which the data may be used. */
  readonly licence: string;
  /** One line: the publication to cite. Default: the source. */
  readonly citation?: string | undefined;
  /** The publisher's files, in the order `parse` takes their texts. Default: none. */
  readonly originals?: readonly OriginalFile[] | undefined;
  /** The rows that come with the set, or are generated. The same at every call. */
  load(): DatasetContent | Promise<DatasetContent>;
  /** The set from the texts of its original files; given where `originals` are, and only there. */
  parse?: ((texts: readonly string[]) => DatasetContent | Promise<DatasetContent>) | undefined;
}

/** A data set as a part: a value with a name and a description that loads its rows when asked. */
export interface Dataset<Name extends string = string> extends DatasetAbout<Name> {
  readonly part: 'dataset';
  /** The publisher's files; none for sets that are generated or one's own. */
  readonly originals: readonly OriginalFile[];
  /**
   * The set with its rows.
   *
   * @throws DatasetError on an unknown option, an absent file or a bad row, or a folder for a set without originals.
   */
  load(options?: LoadOptions): Promise<LoadedDataset>;
  /**
   * The set from the texts of its original files, in the order of `originals`.
   *
   * @throws DatasetError on a wrong number of texts, a bad row, or for a set without originals.
   */
  parse(texts: readonly string[]): Promise<LoadedDataset>;
}
