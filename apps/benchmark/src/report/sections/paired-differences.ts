import { aggregates } from '@cfq/metrics/aggregates';
import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { comparedAggregates } from '../../tables/compared-statistics.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { bestBaseline } from '../../tables/targets.ts';
import { pairedOverSeeds } from '../data/paired-over-seeds.ts';
import { isQuantized, reportTables, sharedBudgets, type ReportRow } from '../data/report-cells.ts';
import type { Block, ReportContext, SectionBuilder } from '../blocks/section.ts';
import { isTwoSided } from '../../cells/method-properties.ts';

const overSeeds = [...comparedAggregates, 'counterfactualRecourseGapMedian'] as const;

/**
 * Every method minus the best baseline of its dataset and budget, paired: over people and seeds where records are
 * stored, over seeds alone otherwise.
 */
export const pairedDifferences: SectionBuilder = (cells, context) => {
  const blocks = reportTables(cells, context).flatMap((table) => {
    const rows = table.methods.filter((row) => isQuantized(row) && !row.own);
    return sharedBudgets(rows).flatMap((budget): Block[] => {
      const at = rows.filter(({ budgetBits }) => budgetBits === budget);
      const baseline = best(at);
      if (at.length < 2) return [];
      if (baseline === undefined) {
        return [
          { kind: 'text', text: `${table.title}, ${budget} bits: no baseline keeps |drift| ≤ 1 point.` },
        ];
      }
      const others = at.filter((row) => row !== baseline);
      const compared = others
        .map((row) => differences(row, baseline, context))
        .sort((one, other) => (one.error === other.error ? 0 : one.error - other.error));
      if (compared.every(({ lines }) => lines.length === 0)) return [];
      const ways = [...new Set(compared.map(({ way }) => way))];
      return [
        {
          kind: 'table',
          table: {
            title: `${table.title}, ${budget} bits: each method minus ${baseline.method}, the best baseline`,
            columns: ['method', 'aggregate', 'difference', '95 % from', 'to', 'n'],
            rows: compared.flatMap(({ lines }) => lines),
          },
          note: `The best baseline has the smallest VD at κ = 0.2 of those with |drift| ≤ 1 point. The smallest faithfulness error first. ${ways.join(' ')}`,
        },
      ];
    });
  });
  return blocks.every(({ kind }) => kind === 'text')
    ? null
    : { title: 'Paired with the best baseline', blocks };
};

function best(rows: readonly ReportRow[]): ReportRow | undefined {
  const baselines = rows.filter(({ registered, recipe }) => !isTwoSided(registered) && recipe === '');
  const [first] = baselines;
  if (first === undefined) return undefined;
  // The rule leaves out the candidate's own method; a candidate without cells leaves all in.
  const found = bestBaseline({ methods: baselines }, { method: '', budgetBits: first.budgetBits, cells: [] });
  return baselines.find(({ method }) => method === found?.method);
}

function differences(row: ReportRow, baseline: ReportRow, context: ReportContext) {
  const pairs = row.cells.flatMap((cell): [Cell, Cell][] => {
    const partner = baseline.cells.find(({ seed }) => seed === cell.seed);
    return partner === undefined ? [] : [[cell, partner]];
  });
  const [pair] = pairs;
  const overPeople = pair && context.pairedOverPeople(pairs, pair[0].leadKappa);
  if (overPeople !== null && overPeople !== undefined) {
    return {
      way: 'Intervals: paired bootstrap over the same people and seeds; n counts them.',
      error: errorOf(overPeople.map(({ name, comparison }) => [name, comparison.value])),
      lines: overPeople.map(({ title, comparison: { value, lower, upper, count } }) =>
        line(row, title, [value, lower, upper], count),
      ),
    };
  }
  const differencesOf = overSeeds.map((name) => ({
    name,
    ...pairedOverSeeds(row.cells, baseline.cells, valueOf(name)),
  }));
  return {
    way: "Intervals without stored records: Student's t over the differences of the same seeds, n of them.",
    error: errorOf(differencesOf.map(({ name, mean }) => [name, mean])),
    lines: differencesOf.map(({ name, mean, lower, upper, n }) =>
      line(row, aggregates[name].title, [mean, lower, upper], n),
    ),
  };
}

/** The difference of faithfulness errors, by which methods are sorted; what has none comes last. */
function errorOf(found: readonly (readonly [name: string, difference: number])[]): number {
  const difference = found.find(([name]) => name === 'faithfulnessError')?.[1] ?? NaN;
  return Number.isFinite(difference) ? difference : Infinity;
}

function line({ method }: ReportRow, name: string, numbers: readonly number[], count: number): string[] {
  const text = (value: number) => (Number.isFinite(value) ? fixed(value, 4) : undefinedMark);
  return [method, name, ...numbers.map(text), String(count)];
}
