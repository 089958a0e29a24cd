import { csvParse } from 'd3-dsv';
import { overSeeds, type OverSeeds } from './over-seeds.ts';

/** How well a sensitivity predicts on a data set: Spearman's correlation with what is measured. */
export interface RankedSensitivity {
  readonly dataset: string;
  readonly sensitivity: string;
  /** One layer rounded. */
  readonly single: OverSeeds;
  /** All layers rounded. */
  readonly schedules: OverSeeds;
}

/** Correlations of every sensitivity over seeds, from the CSV file that `npm run reports` writes beside the report. */
export function sensitivityRanking(csv: string): RankedSensitivity[] {
  const rows = csvParse(csv);
  const keys = [...new Set(rows.map((row) => `${row['dataset']}\n${row['sensitivity']}`))];
  return keys.map((key): RankedSensitivity => {
    const [dataset = '', sensitivity = ''] = key.split('\n');
    const own = rows.filter((row) => row['dataset'] === dataset && row['sensitivity'] === sensitivity);
    const over = (column: string) =>
      overSeeds(
        own.map((row) => (row[column] === '' ? null : Number(row[column]))),
        [-1, 1],
      );
    return { dataset, sensitivity, single: over('single'), schedules: over('schedules') };
  });
}

/** The one whose mean correlation on whole schedules, over data sets, is highest; null among none. */
export function bestRanked(ranking: readonly RankedSensitivity[], among: readonly string[]): string | null {
  const scored = among.flatMap((sensitivity) => {
    const own = ranking
      .filter((one) => one.sensitivity === sensitivity)
      .flatMap(({ schedules }) => schedules.mean ?? []);
    return own.length === 0
      ? []
      : [{ sensitivity, mean: own.reduce((sum, one) => sum + one, 0) / own.length }];
  });
  return scored.sort((a, b) => b.mean - a.mean)[0]?.sensitivity ?? null;
}
