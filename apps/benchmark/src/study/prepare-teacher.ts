import { prepareDataset, type LoadedDataset, type PreparedDataset, type Split } from '@cfq/datasets';
import { evaluateTeacher, type EvaluationProblem, type TeacherEvaluation } from '@cfq/evaluation';
import type { CompileScope } from '@cfq/jit';
import { actionSetFromFeatureSpace, constrainActionSet, type ActionSet, type CostSpec } from '@cfq/recourse';
import {
  modelLogits,
  teacherVariantOf,
  trainTeacher,
  type Model,
  type Teacher,
  type TeacherOptions,
} from '@cfq/training';
import { backboneModel } from './backbone-model.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { contentHash } from '../cells/content-hash.ts';
import { evaluationSolver } from './evaluation-solver.ts';
import { parseBackbone, type Backbone } from '../cells/parse-backbone.ts';
import type { Timing } from '../runner/timing.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { recipeOf } from '../cells/recipe-of.ts';
import type { SharedKey } from '../cells/shared-key.ts';
import type { Parts } from '../plugins/parts.ts';
import { shiftedRows } from './shifted-rows.ts';
import { stopwatch } from '../runner/stopwatch.ts';
import { packEvaluation, unpackEvaluation } from '../store/stored-evaluation.ts';

/** What a teacher and its recourse are prepared from. */
export interface TeacherRequest {
  readonly dataset: LoadedDataset;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  readonly settings: CellSettings;
  /** What the settings share with others. */
  readonly key: SharedKey;
  /** Where names are looked up. */
  readonly parts: Parts;
  readonly threads: number;
  readonly codeVersion: string;
  /** Where it is looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly signal: AbortSignal;
  /** Where what is compiled to evaluate models is kept. */
  readonly scope: CompileScope;
  /** Told what is being done. */
  readonly stage: (label: string) => void;
  /** Told what took how long. */
  readonly onTiming: (one: Timing) => void;
}

/** A split, its teacher and the teacher's recourse: what students are trained on and held against. */
export interface PreparedTeacher {
  readonly split: PreparedDataset;
  readonly actionSet: ActionSet;
  readonly cost: CostSpec;
  readonly backbone: Backbone;
  readonly model: Model;
  readonly teacher: Teacher;
  /** The rows that are evaluated. */
  readonly rows: Split;
  readonly evaluated: TeacherEvaluation;
  /** What training the teacher and solving its recourse took, whenever that was. */
  readonly seconds: { readonly teacher: number; readonly recourse: number };
  /** What every model of this group is asked, with one solver, budget and seed. */
  readonly evaluation: EvaluationProblem;
}

/**
 * Splits the data, trains the teacher and solves its recourse for everybody it denies, or takes from the shared store
 * what of that is there.
 *
 * @throws what training and solvers throw; the signal's reason when aborted
 */
export async function prepareTeacher(request: TeacherRequest): Promise<PreparedTeacher> {
  const { dataset, source, settings, key, parts, threads, codeVersion, shared, signal, scope } = request;
  const { stage, onTiming } = request;
  const { seed, margins, constraints } = settings;
  const backbone = parseBackbone(settings.backbone);
  const solver = parts.solver[settings.solver ?? evaluationSolver(backbone)]!;
  const cost: CostSpec = { norm: settings.cost };
  const split = prepareDataset(dataset, { seed });
  const actionSet = constrainActionSet(actionSetFromFeatureSpace(split.featureSpace), constraints);
  const { width } = split.featureSpace;
  // One value for all cells of the scope: graphs are compiled once for it.
  const model = scope.compileOnce([backboneModel, backbone.name, width], () =>
    backboneModel(backbone, width),
  );
  const rows = shiftedRows(split, settings);

  const teacherKey = contentHash({ codeVersion, source, teacher: key.teacher });
  const evaluationKey = contentHash({ codeVersion, source, recourse: key.recourse });

  const evaluation = {
    x: rows.x,
    actionSet,
    cost,
    margins,
    solver,
    seed,
    signal,
    scope,
  } satisfies EvaluationProblem;

  const trained = async () => {
    stage('training the teacher');
    return withoutModel(
      await trainTeacher({
        model,
        dataset: split,
        seed,
        variant: teacherVariantOf(recipeOf(settings, parts)),
        actionSet,
        cost,
        options: { ...trainingOptions(settings), threads },
        scope,
        signal,
      }),
    );
  };
  const clock = stopwatch();
  const keptTeacher = shared.read('teacher', teacherKey);
  const teacherValue = keptTeacher?.value ?? (await trained());
  const teacherSeconds = keptTeacher?.seconds ?? clock.lap();
  if (keptTeacher === undefined)
    shared.write('teacher', teacherKey, { value: teacherValue, seconds: teacherSeconds });
  onTiming({ phase: 'teacher', seconds: teacherSeconds, reused: keptTeacher !== undefined });
  const teacher: Teacher = { ...teacherValue, model };

  clock.lap();
  const keptEvaluation = shared.read('evaluation', evaluationKey);
  let evaluated: TeacherEvaluation;
  if (keptEvaluation === undefined) {
    stage("the teacher's recourse");
    evaluated = await evaluateTeacher({
      ...evaluation,
      teacher: { logits: modelLogits(model), parameters: teacher.parameters },
    });
  } else {
    evaluated = unpackEvaluation(keptEvaluation.value, rows.x);
  }
  const recourseSeconds = keptEvaluation?.seconds ?? clock.lap();
  if (keptEvaluation === undefined) {
    shared.write('evaluation', evaluationKey, { value: packEvaluation(evaluated), seconds: recourseSeconds });
  }
  onTiming({ phase: 'recourse', seconds: recourseSeconds, reused: keptEvaluation !== undefined });
  return {
    split,
    actionSet,
    cost,
    backbone,
    model,
    teacher,
    rows,
    evaluated,
    evaluation,
    seconds: { teacher: teacherSeconds, recourse: recourseSeconds },
  };
}

/** The options of a cell for training its teacher. */
export function trainingOptions({ teacherOptions }: CellSettings): TeacherOptions {
  const { decay, learningRate } = teacherOptions;
  return {
    ...(decay !== undefined && { decay }),
    ...(learningRate !== undefined && { learningRate }),
  };
}

/** All of a teacher but its model, which follows from the backbone. */
function withoutModel(teacher: Teacher): Omit<Teacher, 'model'> {
  const rest: Omit<Teacher, 'model'> & { model?: Teacher['model'] } = { ...teacher };
  delete rest.model;
  return rest;
}
