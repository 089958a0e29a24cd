import { missingLabel, type Split } from '@cfq/datasets';
import type { MarginRecord, Matrix, RecourseRecord, SolvedRecourse } from '@cfq/metrics';
import { EvaluationError } from './evaluation-error.ts';
import type { ModelUnderTest, MarginActions } from './model-under-test.ts';
import { nearMissFractions, type TeacherEvaluation } from './evaluate-teacher.ts';
import { float32Of } from './float32-of.ts';
import { decisions, favourable } from './points.ts';

/** What {@link evaluateStudent} needs. */
export interface StudentEvaluation {
  /** Where the record comes from: dataset, method, seed, … */
  readonly about: Readonly<Record<string, string | number>>;
  /** The whole test set. */
  readonly test: Split;
  readonly teacher: TeacherEvaluation;
  readonly student: ModelUnderTest;
  /** Issue margins κ, ascending from 0. */
  readonly margins: readonly number[];
}

/**
 * Holds a student against its teacher, person by person: its decisions on the test set, its recourse for everybody
 * the teacher denies, what becomes of the teacher's actions, and of the points short of them.
 *
 * @returns the per-instance record from which every aggregate is computed
 */
export async function evaluateStudent(evaluation: StudentEvaluation): Promise<RecourseRecord> {
  const { about, test, teacher, student, margins } = evaluation;
  const { denied, population, prediction, actions, recourse, nearMiss } = teacher;
  const studentPrediction = decisions(await student.margins(test.x));
  const own = await student.recourse(denied);
  const records: MarginRecord[] = [];
  for (const [index, kappa] of margins.entries()) {
    const [teacherActions, studentActions, reached] = [actions[index], own[index], recourse[index]];
    if (teacherActions === undefined || studentActions === undefined || reached === undefined) {
      throw new EvaluationError(
        `evaluateStudent: recourse must cover every issue margin (${kappa} is missing).`,
      );
    }
    const studentMargin = await student.margins(reached.x);
    records.push({
      kappa,
      teacher: solved(teacherActions),
      student: solved(studentActions),
      atTeacherRecourse: {
        studentPrediction: decisions(studentMargin),
        teacherMargin: reached.margins,
        studentMargin,
      },
    });
  }
  const studentNearMiss: Int32Array[] = [];
  for (const { x } of nearMiss) studentNearMiss.push(decisions(await student.margins(x)));
  return {
    about,
    target: favourable,
    test: {
      label: test.y,
      teacherPrediction: prediction,
      studentPrediction,
      subgroups: subgroupsOf(test),
    },
    population,
    nearMiss: {
      fractions: nearMissFractions,
      teacherPrediction: columns(
        nearMiss.map((points) => decisions(points.margins)),
        population.length,
      ),
      studentPrediction: columns(studentNearMiss, population.length),
    },
    margins: records,
  };
}

function solved({ delta, cost, valid }: MarginActions): SolvedRecourse {
  return {
    delta: { data: float32Of(delta), shape: delta.shape },
    cost: cost.map((value, row) => (valid[row] === 1 ? value : Infinity)),
    valid,
  };
}

function columns(parts: readonly Int32Array[], rows: number): Matrix<Int32Array> {
  const data = new Int32Array(rows * parts.length);
  parts.forEach((part, column) => part.forEach((value, row) => (data[row * parts.length + column] = value)));
  return { data, shape: [rows, parts.length] };
}

/** A row whose attribute is missing (code −1) is a level of its own. */
function subgroupsOf({ subgroups }: Split): RecourseRecord['test']['subgroups'] {
  return Object.fromEntries(
    Object.entries(subgroups).map(([attribute, { levels, codes }]) => [
      attribute,
      codes.includes(-1)
        ? { levels: [...levels, missingLabel], codes: codes.map((code) => (code < 0 ? levels.length : code)) }
        : { levels, codes },
    ]),
  );
}
