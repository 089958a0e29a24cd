import { prepareDataset, type Dataset } from '@cfq/datasets';
import { executorInUse, type ArrayTree, type NDArray } from '@cfq/jit';
import { serializeRecord } from '@cfq/metrics';
import { actionSetFromFeatureSpace, releaseModel, solvers, type ActionSet, type Logits } from '@cfq/recourse';
import {
  disposeCompiled,
  modelLogits,
  predictModel,
  predictStudent,
  trainStudent,
  trainTeacher,
  type MethodName,
} from '@cfq/training';
import { backboneModel } from './backbone-model.ts';
import { BenchmarkError } from './benchmark-error.ts';
import { cellSchema } from './cell.ts';
import { cellFromRecord } from './cell-from-record.ts';
import type { Decider } from './decider.ts';
import { evaluateStudent } from './evaluate-student.ts';
import { evaluateTeacher } from './evaluate-teacher.ts';
import { evaluationCost, evaluationSolver } from './evaluation-solver.ts';
import { favourableMargins } from './favourable-margins.ts';
import { packedBytes } from './packed-bytes.ts';
import type { CellGroup } from './plan-cells.ts';
import { favourable } from './points.ts';
import type { Prepare } from './run-cells.ts';
import { timedRecourseStore } from './timed-recourse-store.ts';

/** What a study runs on. */
export interface StudyOptions {
  /** The datasets of the run, at the places that groups name. */
  readonly datasets: readonly Dataset[];
  /** Issue margins κ, ascending from 0. */
  readonly margins: readonly number[];
  readonly threads: number;
  /** Whether cells come with their per-instance records. */
  readonly records: boolean;
  readonly signal: AbortSignal;
}

/** The work behind the cells of a run. */
export interface Study {
  readonly prepare: Prepare;
  /** Frees everything native. */
  release(): Promise<void>;
}

/**
 * Trains and measures with the packages of the workspace. What is compiled for one dataset and backbone is shared by
 * its seeds and methods, and freed when the run moves on, so that memory stays flat.
 */
export function createStudy({ datasets, margins, threads, records, signal }: StudyOptions): Study {
  const solved = new Set<Logits>();
  let compiledFor = '';

  const release = async (): Promise<void> => {
    await Promise.all([...solved].map(releaseModel));
    solved.clear();
    await disposeCompiled();
  };

  /** The same solver, budget and seed for every model of a group. */
  const deciderOf = (
    group: CellGroup,
    actionSet: ActionSet,
    model: { readonly logits: Logits; readonly parameters: ArrayTree },
    predict: (x: NDArray) => Promise<NDArray>,
  ): Decider => ({
    margins: async (x) => favourableMargins(await predict(x)),
    recourse: async (x) => {
      solved.add(model.logits);
      const { byMargin } = await solvers[evaluationSolver(group.backbone)].solve({
        ...model,
        x,
        target: favourable,
        actionSet,
        cost: evaluationCost,
        margins,
        seed: group.seed,
        signal,
      });
      return byMargin;
    },
  });

  const prepare: Prepare = async (group, stage) => {
    const { seed, backbone } = group;
    const place = `${group.place} ${backbone.name}`;
    if (place !== compiledFor) await release();
    compiledFor = place;
    const dataset = datasets[group.place];
    if (dataset === undefined) throw new BenchmarkError(`createStudy: no dataset at place ${group.place}.`);

    stage('training the teacher');
    const clock = stopwatch();
    const prepared = prepareDataset(dataset, { seed });
    const actionSet = actionSetFromFeatureSpace(prepared.featureSpace);
    const model = backboneModel(backbone, prepared.featureSpace.width);
    const teacherOptions = { threads };
    const teacher = await trainTeacher({ model, dataset: prepared, seed, options: teacherOptions, signal });
    const teacherSeconds = clock.lap();

    stage("the teacher's recourse");
    const predictTeacher = (x: NDArray) => predictModel(model, teacher.parameters, x);
    const evaluated = await evaluateTeacher(
      deciderOf(
        group,
        actionSet,
        { logits: modelLogits(model), parameters: teacher.parameters },
        predictTeacher,
      ),
      prepared.test.x,
    );
    const evaluatedSeconds = clock.lap();
    const store = timedRecourseStore();

    return {
      async run({ method, budgetBits }, cellStage) {
        cellStage('training');
        const student = await trainStudent({
          method: method as MethodName,
          teacher,
          dataset: prepared,
          budgetBits,
          seed,
          actionSet,
          cost: evaluationCost,
          store,
          teacherOptions,
          threads,
          signal,
        });
        const recourseSeconds = evaluatedSeconds + (store.takeUsed() ? store.seconds : 0);
        cellStage('evaluating');
        const watch = stopwatch();
        const about = {
          dataset: group.dataset,
          method,
          seed,
          backbone: backbone.name,
          budgetBits,
          averageBits: student.averageBits,
        };
        const record = await evaluateStudent({
          about,
          test: prepared.test,
          teacher: evaluated,
          student: deciderOf(group, actionSet, student, (x) => predictStudent(student, x)),
          margins,
        });
        const measured = cellFromRecord(record, {
          ...about,
          allocation: student.allocation.map(({ layer, bits }) => ({ layer, bits })),
          packedBytes: await packedBytes(student),
          executor: executorInUse().replace(/^executor: /, ''),
        });
        const seconds = {
          teacher: teacherSeconds,
          recourse: recourseSeconds,
          student: student.seconds,
          evaluate: watch.lap(),
        };
        const total = seconds.teacher + seconds.recourse + seconds.student + seconds.evaluate;
        const cell = cellSchema.parse({ ...measured, seconds: { ...seconds, total } });
        return records ? { cell, record: serializeRecord(record) } : { cell };
      },
    };
  };
  return { prepare, release };
}

function stopwatch(): { lap(): number } {
  let last = performance.now();
  return {
    lap() {
      const now = performance.now();
      const seconds = (now - last) / 1000;
      last = now;
      return seconds;
    },
  };
}
