import { takeRows } from '@cfq/jit';
import type { RecourseModel, RecourseSolver } from '@cfq/recourse';
import type { DiagnosticContext } from '../diagnostic-context.ts';
import { effortsAt } from '../efforts-at.ts';
import { frontierMargins, type Frontier } from './frontier.ts';
import {
  lookedAt,
  teacherActionsQuality,
  type QualityContext,
  type TeacherActionsQuality,
} from './teacher-actions-quality.ts';

/** What all students of one teacher and one solver are held against. */
interface SolvedQuality {
  readonly teacher: TeacherActionsQuality;
  readonly frontier: Frontier;
}

/** Gives {@link SolvedQuality}. */
export type SolveQuality = () => Promise<SolvedQuality>;

/** What {@link solveQuality} works on. */
export interface SolveQualityContext
  extends QualityContext, Pick<DiagnosticContext, 'cost' | 'efforts' | 'signal'> {
  /** The teacher as solvers take it. */
  readonly searched: RecourseModel;
  /** The cheapest search there is for it, whatever the cell's own solver. */
  readonly cheapest: RecourseSolver;
  /** Where the frontier is looked for first and kept afterwards: it is the same for every solver of a cell. */
  readonly kept: (compute: () => Promise<Frontier>) => Promise<Frontier>;
}

/** Solves once, however many students ask, as long as the function is held. */
export function solveQuality(context: SolveQualityContext): SolveQuality {
  let asked: Promise<SolvedQuality> | undefined;
  return () => {
    const answer = (asked ??= solve(context));
    answer.catch(() => (asked = undefined));
    return answer;
  };
}

async function solve(context: SolveQualityContext): Promise<SolvedQuality> {
  const { evaluated, actionSet, cost, seed, scope, signal, cheapest, searched } = context;
  const people = lookedAt(context);
  const frontier = await context.kept(async () => {
    const { byMargin } = await cheapest.solve({
      model: searched,
      x: takeRows(evaluated.denied, people),
      ...effortsAt(context, people),
      ...{ actionSet, cost, seed, scope, signal, margins: frontierMargins },
    });
    return { byMargin: byMargin.map(({ delta, cost: costs, valid }) => ({ delta, cost: costs, valid })) };
  });
  return { teacher: await teacherActionsQuality(context), frontier };
}
