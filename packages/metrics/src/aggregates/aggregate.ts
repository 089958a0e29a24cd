import type { MarginRecord, RecourseRecord } from '../record/recourse-record.ts';
import type { Statistic } from '../statistics/statistic.ts';

/** Whose rows an aggregate has: the test set, the denied, or the denied at one issue margin. */
export type Scope = 'test' | 'denied' | 'margin';

/**
 * What the number counts. `percent` and `points` (percentage points) are kept as shares and shown a hundredfold;
 * `relative` is a change in relation to the teacher's; `cost` is in the units of the cost function.
 */
export type Unit = 'percent' | 'points' | 'share' | 'cosine' | 'relative' | 'ratio' | 'cost' | 'logits';

/** Which way is better; `none` where neither is. */
export type Better = 'higher' | 'lower' | 'closer-to-zero' | 'none';

/** What is said about an aggregate of the protocol, wherever it is shown. */
export interface AggregateDescription {
  /** In running text: `validity drop`. */
  readonly title: string;
  /** In columns, axes and legends: `VD`. */
  readonly symbol: string;
  /** One line: what it is a share or a mean of. */
  readonly description: string;
  /** Over whom, or over which points; the count of an estimate is theirs. */
  readonly over: string;
  readonly unit: Unit;
  /** Digits after the point where it is shown, in its unit. */
  readonly digits: number;
  readonly better: Better;
  /** The least and the largest value there can be. */
  readonly range: readonly [least: number, largest: number];
  /** Whether tables show it, or only files that hold every number. */
  readonly shown: 'tables' | 'files';
  /** The part of a record that it rests on and that may be left out; undefined there. */
  readonly requires?: 'certified';
}

/** An aggregate without its name and scope: an entry of a catalogue. */
export interface AggregateDefinition<View> extends AggregateDescription {
  /** Computes it from a record. */
  readonly of: (view: View) => Statistic;
}

/** An aggregate of the protocol. */
export interface Aggregate<Name extends string = string> extends AggregateDescription {
  readonly name: Name;
  readonly scope: Scope;
}

/** A record as aggregates read it: what several of them rest on is computed once, when first asked for. */
export interface RecordView {
  readonly record: RecourseRecord;
  /** VD at each issue margin. */
  readonly validityDrops: () => readonly Statistic[];
  /** Over the near misses of both kinds together. */
  readonly nearMissFidelity: () => Statistic;
}

/** A record at one of its issue margins. */
export interface MarginView extends RecordView {
  readonly margin: MarginRecord;
  /** The margin's place in the record. */
  readonly index: number;
}
