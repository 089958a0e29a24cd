import { favourable } from '@cfq/evaluation';
import { takeRows } from '@cfq/jit';
import { exact, type ExactOptions, type ProofOutcome } from '@cfq/recourse';
import { modelLogits, networkOfModel } from '@cfq/training';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { effortsAt } from './efforts-at.ts';
import { seededSample } from './seeded-sample.ts';

/** What a proof leaves open, relative to the larger of 1 and the cost. */
export const provenWithin = 5e-4;

/** The least that some of the denied must pay, as `exact` proves it on the teacher. Plain data. */
export interface ProvenCosts {
  /** Places in the population. */
  readonly rows: Int32Array;
  /** One entry an issue margin, one cost, bound below every action's cost, and outcome a row; NaN where no action is known. */
  readonly byMargin: readonly {
    readonly kappa: number;
    readonly cost: Float32Array;
    readonly lowerBound: Float64Array;
    readonly outcome: readonly ProofOutcome[];
  }[];
}

/** Gives {@link ProvenCosts} of as many of the denied; the same ones whatever the solver of the evaluation. */
export type SolveProvenCosts = (people: number) => Promise<ProvenCosts>;

/** What is asked of the context. */
export type ProvenContext = Pick<
  DiagnosticContext,
  'teacher' | 'evaluated' | 'actionSet' | 'cost' | 'efforts' | 'margins' | 'seed' | 'scope' | 'signal'
>;

/**
 * Proves the cheapest actions of a seeded sample of the denied, or that there are none.
 *
 * @param limits what is spent at most on one person and margin, in boxes, and on all, in milliseconds; default: what `exact` allows
 * @throws RecourseError where the teacher is no network of rectifiers; the signal's reason when aborted
 */
export async function provenCosts(
  context: ProvenContext,
  people: number,
  limits: Pick<ExactOptions, 'boxes' | 'deadline'> = {},
): Promise<ProvenCosts> {
  const { teacher, evaluated, actionSet, cost, margins, seed, scope, signal } = context;
  const { model, parameters } = teacher;
  const everybody = [...evaluated.population.keys()];
  const rows = Int32Array.from(seededSample(everybody, people, seed, 'optimality gap'));
  const { byMargin } = await exact.solve({
    model: {
      logits: modelLogits(model),
      parameters,
      network: networkOfModel(model, parameters),
      target: favourable,
    },
    x: takeRows(evaluated.denied, rows),
    ...effortsAt(context, rows),
    ...{ actionSet, cost, margins, seed, scope, signal },
    options: { gap: provenWithin, ...limits },
  });
  return {
    rows,
    byMargin: byMargin.map(({ kappa, cost: least, proof }) => ({
      kappa,
      cost: least,
      lowerBound: proof!.lowerBound,
      outcome: [...proof!.outcome],
    })),
  };
}
