import { createEncoder, effortsWithin } from '@cfq/datasets';
import {
  evaluateStudent,
  evaluateTeacher,
  type EvaluationProgress,
  type TeacherEvaluation,
} from '@cfq/evaluation';
import { createCompileScope, ndarray, takeRows, type NDArray } from '@cfq/jit';
import type { RecourseRecord } from '@cfq/metrics';
import { actionSetFromFeatureSpace, effortWeights, type ActionSet, type RecourseSolver } from '@cfq/recourse';
import type { AuditProblem, AuditProgress } from './audit-problem.ts';
import { permittedBy } from './permitted-by.ts';

/** What both files say about all people. */
export interface MeasuredPair {
  /** `[n, d]`. */
  readonly x: NDArray;
  readonly teacherMargins: Float32Array;
  readonly studentMargins: Float32Array;
  readonly teacher: TeacherEvaluation;
  readonly record: RecourseRecord;
  /** Name of the rules that say what people may change; null where the columns do. */
  readonly policy: string | null;
  /** Actions that a network led to and its file did not keep to, by issue margin; of either file. */
  readonly dropped: readonly {
    readonly file: 'teacher' | 'student';
    readonly kappa: number;
    readonly people: number;
  }[];
}

/** Steps of an evaluation in the order in which they are taken, each with its share of the whole. */
const steps = [
  ['decisions', 0.05],
  ['recourse', 0.85],
  ['actions', 0.05],
  ['near misses', 0.05],
] as const satisfies readonly (readonly [EvaluationProgress['step'], number])[];

function shareOf({ step, share }: EvaluationProgress): number {
  const place = steps.findIndex(([name]) => name === step);
  return steps.slice(0, place).reduce((sum, [, part]) => sum + part, 0) + share * steps[place]![1];
}

/**
 * Asks both files about all people and looks for recourse on both. What a search finds in the network of a file counts only
 * where the file says so too.
 */
export async function measurePair<Options>(
  problem: AuditProblem<Options>,
  settings: {
    readonly solver: RecourseSolver<Options>;
    readonly margins: readonly number[];
    readonly seed: number;
    readonly begin: (step: AuditProgress['step']) => void;
  },
): Promise<MeasuredPair> {
  const { people, signal, onProgress, cost, deadline, solverOptions } = problem;
  const { featureSpace } = problem.teacher;
  const { solver, margins, seed, begin } = settings;
  const encoded = createEncoder(featureSpace).encodeTable(people.table);
  const x = ndarray(encoded.data, [...encoded.shape]);
  const policy = permittedBy(people, featureSpace, problem.policy);
  const dropped: MeasuredPair['dropped'][number][] = [];
  const scope = createCompileScope();
  const efforts = effortsWithin(
    people,
    featureSpace,
    Array.from({ length: people.table.rows }, (_, row) => row),
  );
  const asked = (file: 'teacher' | 'student', actionSet: ActionSet) => ({
    ...{ x, margins, seed, cost, deadline, solverOptions, signal, scope },
    actionSet,
    ...(efforts && { efforts: effortWeights(efforts, actionSet) }),
    solver,
    onUnheld: ({ kappa, people: count }: { readonly kappa: number; readonly people: number }) =>
      dropped.push({ file, kappa, people: count }),
    onProgress: (progress: EvaluationProgress) => onProgress?.({ step: file, share: shareOf(progress) }),
  });
  try {
    begin('teacher');
    const teacherMargins = await problem.teacher.margins(x, { signal });
    const approved = takeRows(
      x,
      Int32Array.from(teacherMargins.keys()).filter((row) => teacherMargins[row]! > 0),
    );
    const actionSet = actionSetFromFeatureSpace(featureSpace, policy, approved);
    const teacher = await evaluateTeacher({ ...asked('teacher', actionSet), teacher: problem.teacher });
    begin('student');
    const studentMargins = await problem.student.margins(x, { signal });
    const record = await evaluateStudent({
      ...asked('student', actionSet),
      teacher,
      student: problem.student,
      labels: people.y ?? teacher.prediction,
      groups: people.subgroups,
    });
    return { x, teacherMargins, studentMargins, teacher, record, policy: policy?.name ?? null, dropped };
  } finally {
    await scope.dispose();
  }
}
