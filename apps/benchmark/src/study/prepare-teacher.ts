import { prepareDataset, type LoadedDataset, type PreparedDataset, type Split } from '@cfq/datasets';
import { evaluateTeacher, type EvaluationProblem, type TeacherEvaluation } from '@cfq/evaluation';
import { takeRows, type CompileScope, type NDArray } from '@cfq/jit';
import {
  actionSetFromFeatureSpace,
  constrainActionSet,
  effortWeights,
  type ActionSet,
  type CostSpec,
} from '@cfq/recourse';
import {
  fitReference,
  modelLogits,
  networkOfModel,
  parseDecisionRule,
  teacherVariantOf,
  trainTeacher,
  type Model,
  type Teacher,
  type TeacherOptions,
} from '@cfq/training';
import { backboneModel } from './backbone-model.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { codeVersionOf } from '../cells/code/code-version.ts';
import { contentHash } from '../cells/content-hash.ts';
import { evaluationSolver } from './evaluation-solver.ts';
import { parseBackbone, type Backbone } from '../cells/parse-backbone.ts';
import type { Timing } from '../runner/timing.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { recipeOf } from '../cells/recipe-of.ts';
import type { SharedKey } from '../cells/shared-key.ts';
import type { Parts } from '../plugins/parts.ts';
import { evaluatedRows } from './evaluated-rows.ts';
import type { Spent } from '../runner/stopwatch.ts';
import { permittedBy } from './permitted-by.ts';
import { sharedArtifact } from './shared/shared-artifact.ts';
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
  /** Where it is looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly signal: AbortSignal;
  /** Where what is compiled to evaluate models is kept. */
  readonly scope: CompileScope;
  /** Told what is being done. */
  readonly stage: (label: string) => void;
  /** Told what took how long. */
  readonly onTiming: (one: Timing) => void;
  /** Told what the split warns of, before anything is trained on it. */
  readonly onNote?: ((text: string) => void) | undefined;
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
  /** A logistic regression on the same rows, what any teacher of them should reach. */
  readonly reference: Teacher;
  /** What training the teacher, fitting the reference and solving the teacher's recourse took, whenever that was. */
  readonly spent: { readonly teacher: Spent; readonly reference: Spent; readonly recourse: Spent };
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
  const { dataset, source, settings, key, parts, threads, signal, scope, stage } = request;
  const { seed, margins, constraints } = settings;
  const backbone = parseBackbone(settings.backbone);
  const cost: CostSpec = { norm: settings.cost };
  const split = prepareDataset(dataset, { seed });
  for (const warning of split.warnings) request.onNote?.(`${settings.dataset}: ${warning}`);
  const actionSet = constrainActionSet(
    actionSetFromFeatureSpace(
      split.featureSpace,
      permittedBy(settings, dataset, split.featureSpace),
      approvedRows(split.train),
    ),
    constraints,
  );
  const solverName = settings.solver ?? evaluationSolver(backbone, actionSet);
  const solver = parts.solver[solverName]!;
  const codeVersion = codeVersionOf([settings.dataset]);
  const { width } = split.featureSpace;
  const model = backboneOf(scope, backbone, width);
  const rows = evaluatedRows(split, settings);
  const efforts = rows.efforts && effortWeights(rows.efforts, actionSet);

  const evaluation = {
    x: rows.x,
    actionSet,
    cost,
    ...(efforts && { efforts }),
    margins,
    solver,
    ...(settings.solverOptions !== undefined && { solverOptions: settings.solverOptions }),
    // Others search as they would without; what they find does not change with what they do not need.
    ...(solver.reference === 'required' && { reference: split.train.x }),
    seed,
    signal,
    scope,
  } satisfies EvaluationProblem;

  const { decision: rule, classWeights } = settings;
  const decision = parseDecisionRule(rule);
  const trained = await sharedArtifact(
    {
      kind: 'teacher',
      key: contentHash({ codeVersion, source, teacher: key.teacher }),
      phase: 'teacher',
      compute: async () => {
        stage('training the teacher');
        return withoutModel(
          await trainTeacher({
            ...{ model, dataset: split, seed, decision, classWeights, actionSet, cost, scope, signal },
            variant: teacherVariantOf(recipeOf(settings, parts)),
            options: { ...trainingOptions(settings), threads },
          }),
        );
      },
    },
    request,
  );
  const teacher: Teacher = { ...trained.value, model };

  const logistic = backboneOf(scope, parseBackbone('logistic'), width);
  const fitted = await sharedArtifact(
    {
      kind: 'reference',
      key: contentHash({ codeVersion, source, reference: key.reference }),
      phase: 'reference',
      compute: async () => {
        stage('fitting the reference');
        return withoutModel(
          await fitReference({ model: logistic, dataset: split, seed, decision, classWeights, signal }),
        );
      },
    },
    request,
  );

  let solved: TeacherEvaluation | undefined;
  const stored = await sharedArtifact(
    {
      kind: 'evaluation',
      key: contentHash({
        codeVersion: codeVersionOf([settings.dataset, solverName]),
        source,
        recourse: key.recourse,
      }),
      phase: 'recourse',
      compute: async () => {
        stage("the teacher's recourse");
        solved = await evaluateTeacher({
          ...evaluation,
          teacher: {
            logits: modelLogits(model),
            parameters: teacher.parameters,
            network: networkOfModel(model, teacher.parameters),
          },
        });
        return packEvaluation(solved);
      },
    },
    request,
  );
  return {
    ...{ split, actionSet, cost, backbone, model, teacher, rows, evaluation },
    reference: { ...fitted.value, model: logistic },
    evaluated: solved ?? unpackEvaluation(stored.value, rows.x, actionSet),
    spent: { teacher: trained.spent, reference: fitted.spent, recourse: stored.spent },
  };
}

/** Who of some rows is approved by their label: what plausibility is measured by. */
function approvedRows({ x, y }: Split): NDArray {
  return takeRows(
    x,
    Int32Array.from(y.keys()).filter((row) => y[row] === 1),
  );
}

/** The network of a backbone, one value for all cells of the scope: graphs are compiled once for it. */
function backboneOf(scope: CompileScope, backbone: Backbone, width: number): Model {
  return scope.compileOnce([backboneModel, backbone.name, width], () => backboneModel(backbone, width));
}

/** The options of a cell for training its teacher. */
export function trainingOptions({ teacherOptions }: CellSettings): TeacherOptions {
  const asked = Object.entries(teacherOptions).filter(([, value]) => value !== undefined);
  return Object.fromEntries(asked);
}

/** All of a teacher but its model, which follows from the backbone. */
function withoutModel(teacher: Teacher): Omit<Teacher, 'model'> {
  const rest: Omit<Teacher, 'model'> & { model?: Teacher['model'] } = { ...teacher };
  delete rest.model;
  return rest;
}
