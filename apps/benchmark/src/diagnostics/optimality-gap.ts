import { bootstrapIntervals } from '@cfq/metrics';
import { ratioOfSums } from '../cells/ratio-of-sums.ts';
import type { OptimalityGap } from '../cells/diagnostics/optimality-gap-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { provenWithin } from './proven-costs.ts';

/** What is asked of the context. */
type GapContext = Pick<DiagnosticContext, 'evaluated' | 'seed' | 'solveProvenCosts'>;

/**
 * How good the solver of the evaluation is: its actions on the teacher beside the cheapest ones, which `exact` proves, of a
 * seeded sample of the denied. Who has no action at all is proven too; of whom a proof did not come to its end, what was proven
 * that they must pay bounds how much too dear their action is.
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
    margins: byMargin.map(({ kappa, cost: least, lowerBound, outcome }, level) => {
      const actions = evaluated.actions[level]!;
      const found = (at: number) => actions.valid[rows[at]!] === 1;
      const optimal = [...outcome.keys()].filter((at) => outcome[at] === 'optimal');
      const compared = optimal.filter((at) => found(at) && least[at]! > 0);
      const pairs = compared.map((at) => ({ least: least[at]!, paid: actions.cost[rows[at]!]! }));
      const bounded = [...outcome.keys()].filter(
        (at) => found(at) && !(outcome[at] === 'optimal' && least[at] === 0),
      );
      const dearer = pairs.filter((pair) => pair.paid - pair.least > provenWithin * Math.max(1, pair.least));
      const paid = Float64Array.from(pairs, (pair) => pair.paid);
      const ratio = ratioOfSums(
        paid,
        Float64Array.from(pairs, (pair) => pair.least),
      );
      const { gap } = bootstrapIntervals({ statistics: { gap: ratio }, seed });
      return {
        kappa,
        gap: Number.isNaN(gap.value) ? null : gap.value - 1,
        interval: Number.isNaN(gap.lower) ? null : [gap.lower - 1, gap.upper - 1],
        gapAtMost: gapAtMost(
          bounded.map((at) => ({ least: lowerBound[at]!, paid: actions.cost[rows[at]!]! })),
        ),
        dearer: pairs.length === 0 ? null : dearer.length / pairs.length,
        n: {
          compared: pairs.length,
          missed: optimal.filter((at) => !found(at)).length,
          infeasible: outcome.filter((one) => one === 'infeasible').length,
          open: outcome.filter((one) => one === 'gap' || one === 'timed out').length,
          bounded: bounded.length,
        },
      };
    }),
  };
}

/** How much dearer than a lower bound of the cheapest actions are, all together; null where nothing bounds them. */
function gapAtMost(pairs: readonly { readonly least: number; readonly paid: number }[]): number | null {
  const least = pairs.reduce((sum, pair) => sum + Math.min(pair.least, pair.paid), 0);
  return least === 0 ? null : pairs.reduce((sum, pair) => sum + pair.paid, 0) / least - 1;
}
