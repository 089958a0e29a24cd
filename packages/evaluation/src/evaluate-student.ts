import type { FeatureSpace } from '@cfq/datasets';
import type { MarginRecord, RecourseRecord, SolvedRecourse } from '@cfq/metrics';
import { checkedLabels } from './checked-labels.ts';
import { EvaluationError } from './evaluation-error.ts';
import { protocolMargins, type EvaluationProblem } from './evaluation-problem.ts';
import type { TeacherEvaluation } from './evaluate-teacher.ts';
import { decisions, favourable } from './favourable.ts';
import { findRecourse } from './find-recourse.ts';
import { codedGroups, type Groups } from './groups.ts';
import type { MarginActions } from './margin-actions.ts';
import { asModel, type EvaluatedModel } from './models/as-model.ts';
import { marginsAt } from './models/margins-at.ts';
import { nearMissFractions } from './near-misses/near-miss-points.ts';
import { nearMissRecord } from './near-misses/near-miss-record.ts';
import { rawPeople } from './people/raw-people.ts';
import { recordEncoding } from './people/record-encoding.ts';

/** What is known of the test rows beside their features. */
export interface TestRows {
  /** `[n]` true classes: 1 where the favourable class is the truth, 0 elsewhere. */
  readonly labels: ArrayLike<number>;
  /** Attributes to break the record down by, each with one value a row. Default: none. */
  readonly groups?: Readonly<Record<string, Groups>> | undefined;
  /** Where the record comes from, free-form: dataset, method, seed, … Default: nothing. */
  readonly about?: Readonly<Record<string, string | number>> | undefined;
  /**
   * How the rows are encoded. Where given, the record holds names, units and raw values of the denied and their actions,
   * so that anybody can read them. Default: it does not.
   */
  readonly featureSpace?: FeatureSpace | undefined;
}

/** What {@link evaluateStudent} needs; people, margins, solver and seed as for the teacher. */
export interface StudentEvaluationProblem<Options = unknown> extends EvaluationProblem<Options>, TestRows {
  readonly teacher: TeacherEvaluation;
  readonly student: EvaluatedModel;
}

/**
 * Holds a student against its teacher, person by person: its decisions on the test set, its recourse for everybody
 * the teacher denies, what becomes of the teacher's actions, and of the points short of them.
 *
 * @returns the per-instance record from which every aggregate is computed
 * @throws EvaluationError when labels or groups do not fit the rows, or the solver needs more than the model can be asked
 * @throws RecourseError (of `@cfq/recourse`) when the problem is malformed; what the model throws; the signal's reason
 */
export async function evaluateStudent<Options = unknown>(
  problem: StudentEvaluationProblem<Options>,
): Promise<RecourseRecord> {
  const {
    x,
    labels,
    groups = {},
    about = {},
    featureSpace,
    teacher,
    margins = protocolMargins,
    scope,
    signal,
  } = problem;
  const { denied, population, prediction, actions, recourse, nearMiss } = teacher;
  const rows = prediction.length;
  const label = checkedLabels(labels, rows);
  const subgroups = Object.fromEntries(
    Object.entries(groups).map(([attribute, values]) => [attribute, codedGroups(attribute, values, rows)]),
  );
  const student = asModel(problem.student);
  const asked = { scope, signal };
  const done = (step: 'decisions' | 'actions' | 'near misses', share: number): void =>
    problem.onProgress?.({ model: 'student', step, share });

  const everywhere = await student.margins(x, asked);
  const studentPrediction = decisions(everywhere);
  const standing = { x: denied, margins: Float32Array.from(population, (row) => everywhere[row]!) };
  done('decisions', 1);
  const own = await findRecourse('student', student, denied, population, problem);
  const records: MarginRecord[] = [];
  for (const [index, kappa] of margins.entries()) {
    const [teacherActions, studentActions, reached] = [actions[index], own[index], recourse[index]];
    if (teacherActions === undefined || studentActions === undefined || reached === undefined) {
      throw new EvaluationError(
        `evaluateStudent: recourse covers every issue margin (expected κ = ${kappa} for both, got it for ` +
          `${teacherActions === undefined ? 'less' : 'the teacher alone'}). Ask both models for the same margins.`,
      );
    }
    const studentMargin = await marginsAt(student, reached.x, standing, asked);
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
    done('actions', (index + 1) / margins.length);
  }
  const points = [...nearMiss.short, ...nearMiss.allButOne];
  const studentNearMiss: Int32Array[] = [];
  for (const { x: near } of points) {
    studentNearMiss.push(decisions(await marginsAt(student, near, standing, asked)));
    done('near misses', studentNearMiss.length / points.length);
  }
  const nearMisses = (kind: keyof typeof nearMiss, first: number) =>
    nearMissRecord(nearMiss[kind], studentNearMiss.slice(first), population.length);
  return {
    about: { ...about, ...unknown('teacher', actions), ...unknown('student', own) },
    favourableClass: favourable,
    test: { label, teacherPrediction: prediction, studentPrediction, subgroups },
    population,
    nearMiss: {
      short: { fractions: nearMissFractions, ...nearMisses('short', 0) },
      allButOne: nearMisses('allButOne', nearMiss.short.length),
    },
    margins: records,
    ...(featureSpace && {
      raw: rawPeople({ featureSpace, x: denied, teacher: actions, student: own }),
      encoding: recordEncoding(featureSpace, problem, population),
    }),
  };
}

function solved({ delta, cost, valid }: MarginActions): SolvedRecourse {
  const { data, shape } = delta;
  if (!(data instanceof Float32Array)) {
    throw new EvaluationError(
      `evaluate: actions are float32 (expected a Float32Array, got ${data.constructor.name}). Mend the solver.`,
    );
  }
  return { delta: { data, shape }, cost: cost.map((value, row) => (valid[row] === 1 ? value : NaN)), valid };
}

/** How many people a search gave up on at some issue margin, or cut a step of short; nothing where it came to its end. */
function unknown(role: 'teacher' | 'student', actions: readonly MarginActions[]): Record<string, number> {
  const peopleOf = (marks: (of: MarginActions) => Uint8Array | undefined): number =>
    new Set(
      actions.flatMap((one) =>
        Array.from(marks(one) ?? []).flatMap((mark, row) => (mark === 1 ? [row] : [])),
      ),
    ).size;
  const timedOut = peopleOf((one) => one.timedOut);
  const cutShort = peopleOf((one) => one.cutShort);
  return {
    ...(timedOut > 0 && { [`${role}TimedOut`]: timedOut }),
    ...(cutShort > 0 && { [`${role}CutShort`]: cutShort }),
  };
}
