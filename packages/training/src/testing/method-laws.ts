import { prepareDataset, syntheticDataset } from '@cfq/datasets';
import { createCompileScope } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { expectLaw, type Law } from '@cfq/parts';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { budgetsOf } from '../recipe/budgets-of.ts';
import { needsRecourse } from '../recipe/needs-recourse.ts';
import { teacherVariantOf } from '../recipe/teacher-variant-of.ts';
import { mlp } from '../model/mlp.ts';
import { teacherRecourse } from '../recourse/teacher-recourse.ts';
import { networkOfStudent } from '../student/network-of-student.ts';
import { predictStudent } from '../student/predict-student.ts';
import { trainStudent, type TrainStudentProblem } from '../student/train-student.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { TrainingError } from '../training-error.ts';
import type { Method } from '../recipe/method.ts';
import type { Student } from '../student/student.ts';

/** What {@link methodLaws} may vary. */
export interface MethodLawOptions {
  /** Updates of each student, an integer from 1; default 20. */
  readonly steps?: number;
  /** Seed of the data, the teacher and the students; default 0. */
  readonly seed?: number;
}

/**
 * What every method must do, as checks that throw a `ConformanceError` which says what is broken. They train small students on some
 * hundred synthetic people, from a teacher that is trained when the first of them runs, and take a few seconds.
 */
export function methodLaws(method: Method, { steps = 20, seed = 0 }: MethodLawOptions = {}): Law[] {
  const { name } = method;
  const data = syntheticDataset({ shape: 'curved', rows: 700, seed, noise: 0.05 });
  const dataset = prepareDataset(data, { seed });
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  const model = mlp({ inputWidth: dataset.featureSpace.width, hidden: [16, 8] });
  // Shared by all laws, the last of which may be any: what it holds is freed with the laws.
  const scope = createCompileScope();
  const prepare = async () => {
    const variant = teacherVariantOf(method);
    const teacher = await trainTeacher({ model, dataset, seed, variant, actionSet, scope });
    const recourse = await teacherRecourse({ teacher, dataset, actionSet, scope });
    return { teacher, recourse };
  };
  let prepared: ReturnType<typeof prepare> | undefined;
  const train = async (changes: Partial<TrainStudentProblem> = {}): Promise<Student> =>
    trainStudent({
      ...{ method, dataset, actionSet, budgetBits: 4, seed, steps, scope },
      ...(await (prepared ??= prepare())),
      ...changes,
    });
  const failureOf = async (changes: Partial<TrainStudentProblem>): Promise<unknown> =>
    train(changes).then(
      () => undefined,
      (failure: unknown) => failure,
    );
  return [
    {
      name: 'a student within the budget, at any budget from the smallest candidate up',
      check: async () => {
        for (const budgetBits of [2, 3.3]) {
          const [most] = budgetsOf(method, [budgetBits]);
          const { averageBits, allocation } = await train({ budgetBits });
          expectLaw(
            averageBits <= most!,
            () => `${name}: ${averageBits} bits per weight at a budget of ${most}.`,
          );
          expectLaw(
            allocation.map(({ layer }) => layer).join() === model.layers.map(({ layer }) => layer).join(),
            () => `${name}: allocates bits to ${allocation.map(({ layer }) => layer).join(', ')}.`,
          );
        }
      },
    },
    {
      name: 'a student that decides as the network it is deployed as',
      check: async () => {
        const student = await train();
        const { x } = dataset.test;
        const [said, deployed] = [
          await predictStudent(student, x, { scope }),
          referenceLogits(networkOfStudent(student), x),
        ];
        const apart = Array.from(said.data, (logit, at) => Math.abs(logit - deployed.data[at]!));
        const worst = Math.max(...apart);
        expectLaw(worst <= 1e-3, () => `${name}: logits are ${worst} apart from the deployed network's.`);
      },
    },
    {
      name: 'the same seed gives the same bits',
      check: async () => {
        const [first, second] = [await train(), await train()];
        expectLaw(
          JSON.stringify([first.parameters, first.allocation]) ===
            JSON.stringify([second.parameters, second.allocation]),
          () => `${name}: trains another student from the same seed.`,
        );
      },
    },
    {
      name: 'recourse is used where it is said to be needed, and only there',
      check: async () => {
        if (needsRecourse(method)) {
          const failure = await failureOf({ recourse: undefined });
          expectLaw(
            failure instanceof TrainingError,
            () => `${name}: without recourse expected a TrainingError, got ${String(failure)}.`,
          );
          return;
        }
        const [beside, alone] = [await train(), await train({ recourse: undefined })];
        expectLaw(
          JSON.stringify(beside.parameters) === JSON.stringify(alone.parameters),
          () => `${name}: needs no recourse, and is another with it.`,
        );
      },
    },
    {
      name: 'stops when it is told to',
      check: async () => {
        // What trains nothing has nothing to stop.
        if ((await train()).history.length === 0) return;
        const reason = new Error('enough');
        if (method.kind === 'full-precision' && method.model === 'teacher') return;
        const failure = await failureOf({ signal: AbortSignal.abort(reason) });
        expectLaw(failure === reason, () => `${name}: expected the signal's reason, got ${String(failure)}.`);
      },
    },
  ];
}
