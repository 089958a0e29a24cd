import { favourableMargins } from '@cfq/evaluation';
import { addScaled, type NDArray } from '@cfq/jit';
import { predictStudent } from '@cfq/training';
import type { ActionQuality } from '../../cells/diagnostics/action-quality-schema.ts';
import type { DiagnosticContext } from '../diagnostic-context.ts';
import { equalCost } from './equal-cost.ts';

/**
 * How good the teacher's actions are by the measures of the field, whichever solver found them, and how well the student
 * keeps them beside what the usual search finds for the same people at the same price. Up to 500 of the denied are looked
 * at.
 *
 * @throws the signal's reason when aborted
 */
export async function actionQuality(
  context: Pick<DiagnosticContext, 'student' | 'margins' | 'scope' | 'solveQuality'>,
): Promise<ActionQuality> {
  const { student, margins, scope } = context;
  const { teacher, frontier } = await context.solveQuality();
  const { x, actions, quality } = teacher;
  const acceptedAfter = async (delta: NDArray): Promise<Uint8Array> => {
    const reached = favourableMargins(await predictStudent(student, addScaled(x, delta), { scope }));
    return Uint8Array.from(reached, (margin) => Number(margin > 0));
  };
  const accepted: Uint8Array[] = [];
  for (const { delta } of actions) accepted.push(await acceptedAfter(delta));
  const frontierAccepted: Uint8Array[] = [];
  for (const { delta } of frontier.byMargin) frontierAccepted.push(await acceptedAfter(delta));
  return {
    ...quality,
    equalCost: equalCost({ margins, actions, accepted, frontier, frontierAccepted }),
  };
}
