import { bootstrapIntervals, type Statistic } from '@cfq/metrics';
import type { OptimalityGap } from '../cells/diagnostics/optimality-gap-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { provenWithin } from './proven-costs.ts';

/** What is asked of the context. */
type GapContext = Pick<DiagnosticContext, 'evaluated' | 'seed' | 'solveProvenCosts'>;

/**
 * How good the solver of the evaluation is: its actions on the teacher beside the cheapest ones, which `exact` proves, of a
 * seeded sample of the denied. Who has no action at all is proven too.
 *
 * @param options.people how many of the denied are looked at
 * @throws RecourseError where the teacher is no network of rectifiers; the signal's reason when aborted
 */
export async function optimalityGap(
  context: GapContext,
  { people }: { readonly people: number },
): Promise<OptimalityGap> {
  const { evaluated, seed } = context;
  const { rows, byMargin } = await context.solveProvenCosts(people);
  return {
    n: { denied: evaluated.population.length, sampled: rows.length },
    margins: byMargin.map(({ kappa, cost: least, outcome }, level) => {
      const actions = evaluated.actions[level]!;
      const found = (at: number) => actions.valid[rows[at]!] === 1;
      const optimal = [...outcome.keys()].filter((at) => outcome[at] === 'optimal');
      const compared = optimal.filter((at) => found(at) && least[at]! > 0);
      const pairs = compared.map((at) => ({ least: least[at]!, paid: actions.cost[rows[at]!]! }));
      const dearer = pairs.filter((pair) => pair.paid - pair.least > provenWithin * Math.max(1, pair.least));
      const ratio = ratioOf(pairs);
      const { gap } = bootstrapIntervals({ statistics: { gap: ratio }, seed });
      return {
        kappa,
        gap: finite(gap.value),
        interval: Number.isNaN(gap.lower) ? null : [gap.lower, gap.upper],
        dearer: pairs.length === 0 ? null : dearer.length / pairs.length,
        n: {
          compared: pairs.length,
          missed: optimal.filter((at) => !found(at)).length,
          infeasible: outcome.filter((one) => one === 'infeasible').length,
          open: outcome.filter((one) => one === 'gap' || one === 'timed out').length,
        },
      };
    }),
  };
}

const finite = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** The mean of what is paid over the mean of what is least, minus 1. */
function ratioOf(pairs: readonly { readonly least: number; readonly paid: number }[]): Statistic {
  const least = Float64Array.from(pairs, (pair) => pair.least);
  const paid = Float64Array.from(pairs, (pair) => pair.paid);
  const evaluate: Statistic['evaluate'] = ({ sum }) => {
    const base = sum(least);
    return base > 0 ? { value: sum(paid) / base - 1, count: pairs.length } : { value: NaN, count: 0 };
  };
  const ones = new Float64Array(pairs.length).fill(1);
  const weighted = (counts: Float64Array) => ({
    counts,
    sum: (column: Float64Array) => column.reduce((total, value, row) => total + value * counts[row]!, 0),
  });
  return {
    ...evaluate(weighted(ones)),
    rows: pairs.length,
    evaluate,
    over(indices) {
      const counts = new Float64Array(pairs.length);
      for (const index of indices) counts[index]! += 1;
      return evaluate(weighted(counts));
    },
  };
}
