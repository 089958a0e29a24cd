import { exactMcnemar } from '@cfq/metrics';
import type { Cell } from '../cell.ts';

/** Chance of calling noise a difference. */
const level = 0.01;

/** What one model is right about that the other is not; a part of a cell. */
export type PairedVerdict = Cell['trainedOut']['student'];

/** Classes, 1 or 0, of the same rows. */
export interface PairedClasses {
  readonly labels: Int32Array;
  /** What the teacher says at even odds, whatever its cut-off: accuracy is no aim of another one. */
  readonly teacher: Int32Array;
  readonly other: Int32Array;
}

/** Whether a model is right more often than the teacher, beyond noise: the teacher was not finished then. */
export function pairedVerdict({ labels, teacher, other }: PairedClasses): PairedVerdict {
  const { onlyFirst, onlySecond, pValue } = exactMcnemar({ label: labels, first: teacher, second: other });
  return {
    onlyTeacher: onlyFirst,
    onlyOther: onlySecond,
    pValue,
    beatsTeacher: onlySecond > onlyFirst && pValue < level,
  };
}

/**
 * Whether the teacher of a cell is finished, as far as the cell can tell: its training converged, and neither the reference nor
 * the cell's student is right more often beyond noise. A cell where it is not is no evidence for a claim.
 */
export function isTrainedOut({ teacher, trainedOut }: Pick<Cell, 'teacher' | 'trainedOut'>): boolean {
  return teacher.converged && !trainedOut.reference.beatsTeacher && !trainedOut.student.beatsTeacher;
}

/** One sentence for each teacher of some cells that is not trained out, saying what shows it. */
export function unfinishedTeachers(cells: readonly Cell[]): string[] {
  const teachers = new Map<string, { readonly name: string; readonly reasons: Set<string> }>();
  for (const cell of cells.filter((one) => !isTrainedOut(one))) {
    const { dataset, seed, backbone, teacher, trainedOut, method } = cell;
    const key = JSON.stringify([dataset, seed, backbone, teacher]);
    const found = teachers.get(key) ?? { name: `${dataset} seed ${seed}, ${backbone}`, reasons: new Set() };
    teachers.set(key, found);
    if (!teacher.converged) found.reasons.add('its validation loss was still falling');
    if (trainedOut.reference.beatsTeacher) found.reasons.add(`the reference ${beaten(trainedOut.reference)}`);
    if (trainedOut.student.beatsTeacher) {
      found.reasons.add(`${method} at ${cell.budgetBits} bits ${beaten(trainedOut.student)}`);
    }
  }
  return [...teachers.values()].map(
    ({ name, reasons }) => `${name}: the teacher is not trained out: ${[...reasons].join('; ')}`,
  );
}

function beaten({ onlyTeacher, onlyOther, pValue }: PairedVerdict): string {
  return `is right about ${onlyOther} people where the teacher is not, wrong about ${onlyTeacher} where it is (p = ${pValue.toPrecision(1)})`;
}
