import type { Cell } from '../../cells/cell.ts';
import type { CellSettings } from '../../cells/cell-settings.ts';
import { contentHash } from '../../cells/content-hash.ts';
import { phases, type Phase } from '../../runner/timing.ts';

/** What a cell took, phase by phase, in seconds by the clock of one process. Plain data. */
export interface MeasuredTime {
  readonly settings: Pick<CellSettings, 'dataset' | 'method' | 'backbone'>;
  /** Equal for cells that differ in nothing but seed and budget; null where that is not known. */
  readonly likeness: string | null;
  /** Rows of its data. */
  readonly rows: number;
  readonly seconds: Readonly<Record<Phase, number>>;
}

/** About what a cell will take. */
export interface ExpectedTime {
  readonly seconds: Readonly<Record<Phase, number>>;
  /** Whether it follows from cells of its own data and method, else from the nearest there are. */
  readonly alike: boolean;
}

/** What cells that differ in nothing but seed and budget have in common, as a key. */
function likenessOf(settings: CellSettings): string {
  return contentHash({ ...settings, seed: 0, budgetBits: 0 });
}

/** A finished cell as a {@link MeasuredTime}. */
export function measuredTime({ settings, seconds }: Cell, rows: number): MeasuredTime {
  return { settings, likeness: likenessOf(settings), rows, seconds };
}

/**
 * How the time of a cell grows with its rows: the exponent that `tools/compare/cell-growth.ts` fitted from 1,000 to 80,000 rows.
 */
const growth = 0.78;

/**
 * What cells will take, from what others took: each the mean of the cells most like it (equal but for seed and budget; else of
 * its data, method and backbone; of its data and method; of its data; of the data with the most similar number of rows, of its
 * method where there are some), scaled to the rows of its data.
 *
 * @param measured at least one
 */
export function cellRates(
  measured: readonly MeasuredTime[],
): (settings: CellSettings, rows: number) => ExpectedTime {
  const known = new Map<string, ExpectedTime>();
  const distance = (one: number, other: number): number => Math.abs(Math.log(one / other));
  return (settings, rows) => {
    const likeness = likenessOf(settings);
    const key = `${likeness} ${rows}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const nearest = measured.reduce((best, one) =>
      distance(one.rows, rows) < distance(best.rows, rows) ? one : best,
    ).rows;
    const same = (one: MeasuredTime, ...names: readonly ('dataset' | 'method' | 'backbone')[]): boolean =>
      names.every((name) => one.settings[name] === settings[name]);
    const rules: readonly { readonly alike: boolean; readonly like: (one: MeasuredTime) => boolean }[] = [
      { alike: true, like: (one) => one.likeness === likeness },
      { alike: true, like: (one) => same(one, 'dataset', 'method', 'backbone') },
      { alike: true, like: (one) => same(one, 'dataset', 'method') },
      { alike: false, like: (one) => same(one, 'dataset') },
      { alike: false, like: (one) => one.rows === nearest && same(one, 'method') },
      { alike: false, like: (one) => one.rows === nearest },
    ];
    const { own, alike } = rules
      .map((rule) => ({ own: measured.filter(rule.like), alike: rule.alike }))
      .find((one) => one.own.length > 0)!;
    const mean = (phase: Phase): number =>
      own.reduce((sum, one) => sum + one.seconds[phase] * (rows / one.rows) ** growth, 0) / own.length;
    const seconds = Object.fromEntries(phases.map((phase) => [phase, mean(phase)]));
    const expected = { seconds: seconds as Record<Phase, number>, alike };
    known.set(key, expected);
    return expected;
  };
}
