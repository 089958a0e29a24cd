import { costNorms } from '@cfq/recourse';
import { decisionRuleText, evenOdds, keptEpochs, parseDecisionRule } from '@cfq/training';
import { z } from 'zod';
import { actionsLabel, actionsSchema } from './actions/actions-setting.ts';
import { classWeightText } from './models/class-weight-text.ts';
import { diagnosticSettingsSchema, noDiagnostics } from './diagnostics/diagnostic-schemas.ts';

const names = {
  constraints: ['restrictive', 'moderate', 'permissive'],
  rows: ['test', 'validation'],
  shifts: ['feature-noise', 'group-reweight', 'target-imbalance'],
} as const;

/** The protocol's backbone. */
export const defaultBackbone = 'mlp:128-64';

/** Beyond it float32 soon has no numbers for squares and sums, and nothing is learned. */
const largest = 1e9;

/**
 * Everything that a person can choose about a cell, as plain data: equal settings on equal data by equal code measure
 * the same numbers. Threads, folders and the other cells of a run are not among them.
 */
export const cellSettingsSchema = z.strictObject({
  dataset: z.string().min(1),
  method: z.string().min(1),
  seed: z.int().min(0),
  /** `logistic`, or `mlp:` and the hidden widths. */
  backbone: z.string().min(1).default(defaultBackbone),
  budgetBits: z.number().positive().max(32).default(4),
  /** Issue margins κ, ascending from 0. */
  margins: z
    .array(z.number().min(0))
    .min(1)
    .refine(isAscendingFromZero, 'must ascend from 0')
    .default([0, 0.2, 0.4, 0.8]),
  /** Norm of the cost of an action, in training and evaluation. */
  cost: z.enum(costNorms).default('l1'),
  /** What people may do; left out: `actionable` where the data set has that policy, else what its columns permit. */
  actions: actionsSchema.optional(),
  /** How much of the action set is permitted; `moderate` is the protocol's. */
  constraints: z.enum(names.constraints).default('moderate'),
  /** What looks for recourse in the evaluation; left out: the best there is for the backbone. */
  solver: z.string().min(1).optional(),
  /** Options of that solver; those left out are its own. */
  solverOptions: z.record(z.string(), z.json()).optional(),
  /** How many of the evaluated rows are looked at, drawn by the seed; left out: all of them. */
  sample: z.int().min(1).optional(),
  /** Rows that are evaluated; a search for hyper-parameters looks at `validation`. */
  rows: z.enum(names.rows).default('test'),
  /** What is done to the evaluated rows; null: nothing. */
  shift: z
    .strictObject({ kind: z.enum(names.shifts), strength: z.number().min(0) })
    .nullable()
    .default(null),
  /** What differs from the method's recipe. */
  overrides: z.record(z.string(), z.json()).default({}),
  /** What differs from the default training of the teacher. */
  teacherOptions: z
    .strictObject({
      epochs: z.int().min(1).max(largest).optional(),
      decay: z.number().min(0).max(largest).optional(),
      learningRate: z.number().positive().max(largest).optional(),
      batch: z.int().min(1).max(largest).optional(),
      decayScale: z.number().min(0).max(largest).optional(),
      dropout: z.number().min(0).lt(1).optional(),
      keep: z.enum(keptEpochs).optional(),
    })
    .default({}),
  /** How the cut-off of the teacher's decisions is found: `0.5`, `cost:5:1`, `acceptance:0.8`, `f1` or `youden`. */
  decision: z
    .string()
    .refine(isDecisionText, 'must be a decision rule in its shortest form')
    .default(decisionRuleText(evenOdds)),
  /** What rows of a class weigh where a model is held against labels. */
  classWeights: z
    .union([
      z.enum(['none', 'balanced']),
      z.strictObject({ favourable: z.number().positive(), unfavourable: z.number().positive() }),
    ])
    .default('none'),
  /**
   * The teacher's actions on training rows: steps K of the recursion, noise added to the actions; or what looks for them, with
   * its options.
   */
  teacherActions: z
    .strictObject({
      steps: z.int().min(1).optional(),
      noise: z.number().min(0).max(1).optional(),
      solver: z.string().min(1).optional(),
      solverOptions: z.record(z.string(), z.json()).optional(),
    })
    .refine(
      ({ steps, solver }) => steps === undefined || solver === undefined,
      'steps are those of the recursion: no solver beside them',
    )
    .default({}),
  /** What is computed beside the protocol's aggregates. */
  diagnostics: diagnosticSettingsSchema.default(noDiagnostics),
});

/** See {@link cellSettingsSchema}. */
export type CellSettings = z.infer<typeof cellSettingsSchema>;

/** Settings as a person writes them: what is left out is the protocol's default. */
export type GivenSettings = z.input<typeof cellSettingsSchema>;

/** Settings with defaults filled in. @throws ZodError where one is not possible. */
export function completeSettings(given: GivenSettings): CellSettings {
  return cellSettingsSchema.parse(given);
}

/** What differs from the protocol's defaults, for people: `cost=l2, K=3`; empty where nothing does. */
export function variantLabel(settings: CellSettings): string {
  const { actions, cost, constraints, solver, rows, shift, overrides, teacherOptions, teacherActions } =
    settings;
  const { decision, classWeights, solverOptions = {}, sample } = settings;
  const parts = [
    actionsLabel(actions),
    ...(cost === 'l1' ? [] : [`cost=${cost}`]),
    ...(constraints === 'moderate' ? [] : [constraints]),
    ...(solver === undefined ? [] : [`solver=${solver}`]),
    ...Object.entries(solverOptions).map(([name, value]) =>
      name === 'asPublished' && value === true ? 'as published' : `solver ${name}=${plain(value)}`,
    ),
    ...(rows === 'test' ? [] : [`rows=${rows}`]),
    ...(sample === undefined ? [] : [`sample=${sample}`]),
    ...(shift === null ? [] : [`${shift.kind} ${shift.strength}`]),
    ...Object.entries(overrides).map(([name, value]) => `${name}=${plain(value)}`),
    ...Object.entries(teacherOptions).map(([name, value]) => `teacher ${name}=${value}`),
    ...(decision === decisionRuleText(evenOdds) ? [] : [`threshold=${decision}`]),
    ...(classWeights === 'none' ? [] : [`class weights ${classWeightText(classWeights)}`]),
    ...(teacherActions.steps === undefined ? [] : [`K=${teacherActions.steps}`]),
    ...(teacherActions.noise === undefined ? [] : [`action noise ${teacherActions.noise}`]),
    ...(teacherActions.solver === undefined ? [] : [`training solver=${teacherActions.solver}`]),
    ...Object.entries(teacherActions.solverOptions ?? {}).map(
      ([name, value]) => `training solver ${name}=${plain(value)}`,
    ),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function isAscendingFromZero(margins: readonly number[]): boolean {
  return margins.every((kappa, place) => (place === 0 ? kappa === 0 : kappa > margins[place - 1]!));
}

function isDecisionText(text: string): boolean {
  try {
    return decisionRuleText(parseDecisionRule(text)) === text;
  } catch {
    return false;
  }
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, one]) => `${name} ${plain(one)}`)
        .join(' ')
    : String(value);
}
