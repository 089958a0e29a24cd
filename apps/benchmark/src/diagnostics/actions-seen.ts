import { takeRows } from '@cfq/jit';
import { actionsToldApart } from '@cfq/network';
import type { ActionsSeen } from '../cells/diagnostics/actions-seen-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';

/** What is asked of the context. */
type ActionsSeenContext = Pick<DiagnosticContext, 'student' | 'evaluated' | 'record'>;

/**
 * What the columns of a student show of the teacher's actions: an action within a step of a column's grid changes nothing
 * that the student reads there. Counted at every issue margin over the teacher's valid actions that change something, and
 * over those of them that the student refuses. A student that reads columns as they are sees every action.
 */
export function actionsSeen({ student, evaluated, record }: ActionsSeenContext): Promise<ActionsSeen> {
  const grid = student.kind === 'quantized' ? student.deployed.network.inputGrid : null;
  const margins = record.margins.map(({ kappa, teacher, atTeacherRecourse }, at) => {
    const valid = [...teacher.valid.keys()].filter((person) => teacher.valid[person] === 1);
    const counted = (people: readonly number[]) => {
      const rows = Int32Array.from(people);
      return actionsToldApart(
        grid,
        takeRows(evaluated.denied, rows),
        takeRows(evaluated.recourse[at]!.x, rows),
      );
    };
    const { studentPrediction } = atTeacherRecourse;
    const refused = counted(valid.filter((person) => studentPrediction[person] !== record.favourableClass));
    return {
      kappa,
      ...counted(valid),
      ...{ refused: refused.actions, refusedPartlyUnseen: refused.partlyUnseen },
    };
  });
  return Promise.resolve({ margins });
}
