import { costNorms } from '@cfq/recourse';
import { z } from 'zod';
import { diagnosticSettingsSchema, noDiagnostics } from './diagnostics/diagnostic-schemas.ts';

const names = {
  constraints: ['restrictive', 'moderate', 'permissive'],
  rows: ['test', 'validation'],
  shifts: ['feature-noise', 'group-reweight', 'target-imbalance'],
} as const;

/** The protocol's backbone. */
export const defaultBackbone = 'mlp:128-64';

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
  /** How much of the action set is permitted; `moderate` is the protocol's. */
  constraints: z.enum(names.constraints).default('moderate'),
  /** What looks for recourse in the evaluation; left out: the best there is for the backbone. */
  solver: z.string().min(1).optional(),
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
      decay: z.number().min(0).optional(),
      learningRate: z.number().positive().optional(),
    })
    .default({}),
  /** The teacher's actions on training rows: steps K of the recursion, noise added to the actions. */
  teacherActions: z
    .strictObject({ steps: z.int().min(1).optional(), noise: z.number().min(0).max(1).optional() })
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
  const { cost, constraints, solver, rows, shift, overrides, teacherOptions, teacherActions } = settings;
  const parts = [
    ...(cost === 'l1' ? [] : [`cost=${cost}`]),
    ...(constraints === 'moderate' ? [] : [constraints]),
    ...(solver === undefined ? [] : [`solver=${solver}`]),
    ...(rows === 'test' ? [] : [`rows=${rows}`]),
    ...(shift === null ? [] : [`${shift.kind} ${shift.strength}`]),
    ...Object.entries(overrides).map(([name, value]) => `${name}=${plain(value)}`),
    ...Object.entries(teacherOptions).map(([name, value]) => `teacher ${name}=${value}`),
    ...(teacherActions.steps === undefined ? [] : [`K=${teacherActions.steps}`]),
    ...(teacherActions.noise === undefined ? [] : [`action noise ${teacherActions.noise}`]),
  ];
  return parts.join(', ');
}

function isAscendingFromZero(margins: readonly number[]): boolean {
  return margins.every((kappa, place) => (place === 0 ? kappa === 0 : kappa > margins[place - 1]!));
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, one]) => `${name} ${plain(one)}`)
        .join(' ')
    : String(value);
}
