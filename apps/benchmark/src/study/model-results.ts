import type { Split } from '@cfq/datasets';
import { decisions, favourableMargins } from '@cfq/evaluation';
import type { CompileScope } from '@cfq/jit';
import { accuracy, areaUnderCurve, balancedAccuracy } from '@cfq/metrics';
import { predictModel, predictStudent, type Student, type Teacher } from '@cfq/training';
import type { Cell } from '../cells/cell.ts';
import { pairedVerdict } from '../cells/models/trained-out.ts';

/** What a cell says of its teacher. */
export function teacherResult({ scores, training, decision }: Teacher): Cell['teacher'] {
  return {
    validationLoss: finite(scores.loss),
    baseRateLoss: finite(scores.baseRateLoss),
    auc: finite(scores.auc),
    validationAccuracy: finite(scores.accuracy),
    threshold: decision.threshold,
    decay: finite(training.decay),
    learningRate: finite(training.learningRate),
    epochs: training.epochs,
    converged: training.converged,
  };
}

/** What students and reference are held against: the rows of a cell and their classes. */
export interface ComparedRows {
  readonly rows: Pick<Split, 'x' | 'y'>;
  readonly teacher: Teacher;
  readonly reference: Teacher;
  readonly scope: CompileScope;
}

/** What teacher and reference say of some rows, and what a cell says of that. */
export interface ComparedModels {
  readonly reference: Cell['reference'];
  /** The teacher's logit margins, measured from its cut-off. */
  readonly teacherMargins: Float32Array;
  readonly referenceVerdict: Cell['trainedOut']['reference'];
  /**
   * The verdict on a student of the teacher.
   *
   * @param prediction its classes of these rows, at the teacher's cut-off
   */
  readonly verdictOf: (student: Student, prediction: Int32Array) => Promise<Cell['trainedOut']['student']>;
}

/** Asks teacher and reference about some rows, once for all students. */
export async function compareModels({
  rows: { x, y: labels },
  teacher,
  reference,
  scope,
}: ComparedRows): Promise<ComparedModels> {
  const { model, parameters } = reference;
  const margins = favourableMargins(await predictModel(model, parameters, x, { scope }));
  const prediction = decisions(margins);
  const teacherMargins = favourableMargins(
    await predictModel(teacher.model, teacher.parameters, x, { scope }),
  );
  const own = evenOdds(teacherMargins, teacher);
  const verdict = (other: Int32Array) => pairedVerdict({ labels, teacher: own, other });
  return {
    reference: {
      accuracy: finite(accuracy({ label: labels, prediction }).value),
      balancedAccuracy: finite(balancedAccuracy({ label: labels, prediction }).value),
      auc: finite(areaUnderCurve({ label: labels, score: margins }).value),
      validationLoss: finite(reference.scores.loss),
      decay: finite(reference.training.decay),
      denied: prediction.reduce((denied, granted) => denied + 1 - granted, 0),
    },
    referenceVerdict: verdict(evenOdds(margins, reference)),
    teacherMargins,
    // At even odds the classes of the student are known; at another cut-off it is asked once more.
    verdictOf: async (student, at) =>
      verdict(
        teacher.decision.logit === 0
          ? at
          : evenOdds(favourableMargins(await predictStudent(student, x, { scope })), teacher),
      ),
  };
}

/** Classes at even odds from margins that are measured from a cut-off. */
function evenOdds(margins: Float32Array, { decision }: Teacher): Int32Array {
  return decisions(margins.map((margin) => margin + decision.logit));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
