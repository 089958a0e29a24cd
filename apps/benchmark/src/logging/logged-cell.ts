import { marginAggregates, wideAggregates } from '../cells/aggregates/aggregate-names.ts';
import type { Cell } from '../cells/cell.ts';
import { contentHash } from '../cells/content-hash.ts';
import { labelOf } from '../cells/label-of.ts';

/** What of a cell a tracker of experiments keeps. */
export interface LoggedCell {
  /** The same for equal settings by equal code, so that a cell that is logged again takes its own place: 32 hexadecimal digits. */
  readonly runId: string;
  readonly name: string;
  /** All that was asked for. */
  readonly params: Readonly<Record<string, unknown>>;
  /**
   * Every aggregate that is defined (of issue margins `validityDrop/0.2`; ends of intervals `validityDrop/0.2.lower`) with bits,
   * bytes and times.
   */
  readonly metrics: Readonly<Record<string, number>>;
  /** How long it took. */
  readonly seconds: number;
}

/** What is logged of a cell, wherever it goes. */
export function loggedCell(cell: Cell): LoggedCell {
  const { settings, seconds, cpuSeconds, codeVersion } = cell;
  const atMargins = cell.margins.flatMap((margin) =>
    Object.entries(aggregatesOf(margin, marginAggregates, `/${margin.kappa}`)),
  );
  const numbers: Record<string, number | null> = {
    ...aggregatesOf(cell, wideAggregates, ''),
    ...Object.fromEntries(atMargins),
    'people.test': cell.n.test,
    'people.denied': cell.n.denied,
    averageBits: cell.averageBits,
    packedBytes: cell.packedBytes,
    'seconds.total': seconds.total,
    'cpuSeconds.total': cpuSeconds.total,
  };
  return {
    runId: contentHash({ settings, codeVersion }).slice(0, 32),
    name: labelOf(cell),
    params: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    metrics: Object.fromEntries(
      Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== null),
    ),
    seconds: seconds.total,
  };
}

function aggregatesOf<Name extends string>(
  of: { readonly [One in Name]: number | null } & {
    readonly intervals: { readonly [One in Name]: { readonly lower: number; readonly upper: number } | null };
  },
  names: readonly Name[],
  at: string,
): Record<string, number | null> {
  const entries = names.flatMap((name): [string, number | null][] => [
    [`${name}${at}`, of[name]],
    [`${name}${at}.lower`, of.intervals[name]?.lower ?? null],
    [`${name}${at}.upper`, of.intervals[name]?.upper ?? null],
  ]);
  return Object.fromEntries(entries);
}
