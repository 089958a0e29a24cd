import { RecourseError } from '@cfq/recourse';
import type { Teacher } from '@cfq/training';
import type { OptimalityGap } from '../cells/diagnostics/optimality-gap-schema.ts';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import { optimalityGap } from './optimality-gap.ts';
import { provenCosts, type ProvenContext } from './proven-costs.ts';

/** How good the solver of the evaluation is for one teacher, or why there is no telling. Plain data. */
export type TeacherGap = OptimalityGap | { readonly reason: string };

/** What a proof may cost where nobody asked for one; the first to be reached counts. */
export const unaskedLimits = {
  /** Boxes a person at most, however small the network. */
  boxes: 2000,
  /** Boxes a person, times the weights of the network: about a quarter of a second. */
  weights: 6e6,
  /** Milliseconds for all people together. */
  deadline: 15_000,
};

/**
 * How far the evaluation's actions are from the cheapest ones at the issue margin that tables lead with, of some of the
 * denied, within {@link unaskedLimits}.
 *
 * @param people how many of the denied are looked at
 * @param asPublished whether the evaluation searched in the form that knows no constraints
 * @throws the signal's reason when aborted
 */
export async function teacherGap(
  context: ProvenContext,
  { people, asPublished }: { readonly people: number; readonly asPublished: boolean },
): Promise<TeacherGap> {
  const { evaluated, actionSet, margins, seed } = context;
  if (evaluated.population.length === 0) return { reason: 'nobody is denied' };
  if (asPublished)
    return { reason: 'in its published form the solver keeps no constraints, which exact does' };
  if (actionSet.plausibility !== undefined) {
    return { reason: 'of plausible actions it takes long; --optimality-gap 20 tells it' };
  }
  const kappa = leadKappaOf(margins);
  const actions = [evaluated.actions[margins.indexOf(kappa)]!];
  const asking = { ...context, margins: [kappa] };
  try {
    return await optimalityGap(
      {
        evaluated: { ...evaluated, actions },
        seed,
        solveProvenCosts: (count) => provenCosts(asking, count, limitsFor(context.teacher)),
      },
      { people },
    );
  } catch (error) {
    if (error instanceof RecourseError) return { reason: error.message };
    throw error;
  }
}

function limitsFor({ parameters }: Pick<Teacher, 'parameters'>): { boxes: number; deadline: number } {
  const { boxes, weights, deadline } = unaskedLimits;
  const own = Object.values(parameters).reduce((sum, { weight }) => sum + weight.data.length, 0);
  return { boxes: Math.min(boxes, Math.ceil(weights / own)), deadline };
}
