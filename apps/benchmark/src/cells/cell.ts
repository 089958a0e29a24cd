import { z } from 'zod';
import { cellSettingsSchema } from './cell-settings.ts';
import { diagnosticResultsSchema } from './diagnostics/diagnostic-schemas.ts';

const real = z.number();
const orUndefined = (meaning: string) => real.nullable().describe(`${meaning}; null where undefined`);
const share = (meaning: string) =>
  real.min(0).max(1).nullable().describe(`${meaning}, in [0, 1]; null where undefined`);
const count = (meaning: string) => z.int().min(0).describe(meaning);
const seconds = (meaning: string) => real.min(0).describe(`${meaning}, in seconds`);
const interval = (meaning: string) =>
  z
    .strictObject({ lower: real, upper: real })
    .nullable()
    .describe(`${meaning}: percentile bootstrap over the instances, 95 %; null where undefined`);

const teacherAndStudent = (meaning: string) =>
  z.strictObject({ teacher: share('of the teacher'), student: share('of the student') }).describe(meaning);

const marginSchema = z.strictObject({
  kappa: real
    .min(0)
    .describe('issue margin κ: every action reaches at least this logit margin on its own model'),
  vd: share("validity drop: share of the teacher's valid actions that the student refuses"),
  crgMean: orUndefined('cost recourse gap, mean of (c(δ_q) − c(δ_f)) / (c(δ_f) + ε) where both are valid'),
  crgMedian: orUndefined('the same, median'),
  dirSim: real
    .min(-1)
    .max(1)
    .nullable()
    .describe('mean cosine of the two actions where both are valid; null where undefined'),
  crgQuantiles: z
    .strictObject({ q05: real, q25: real, q50: real, q75: real, q95: real })
    .nullable()
    .describe('quantiles of the same gaps, interpolated linearly; null where undefined'),
  actOverlap: share('mean Jaccard index of the columns the two actions change, where both are valid'),
  feasible: teacherAndStudent('share of the denied with a valid action'),
  meanCost: z
    .strictObject({
      teacher: orUndefined("over the teacher's valid actions"),
      student: orUndefined("over the student's valid actions"),
    })
    .describe('mean cost of the actions'),
  n: z
    .strictObject({
      vd: count('instances behind vd: the teacher has a valid action'),
      crg: count('instances behind crgMean and crgMedian: both valid, teacher action not free'),
      dirSim: count('instances behind dirSim'),
      actOverlap: count('instances behind actOverlap'),
    })
    .describe('how many instances each aggregate is over'),
  intervals: z.strictObject({
    vd: interval('of vd'),
    crgMean: interval('of crgMean'),
    crgMedian: interval('of crgMedian'),
    dirSim: interval('of dirSim'),
    actOverlap: interval('of actOverlap'),
  }),
});

/** What one run of one method on one dataset, seed, backbone and budget measured; `null` is undefined, never 0. */
export const cellSchema = z
  .strictObject({
    dataset: z.string().min(1),
    method: z.string().min(1),
    seed: z.int().min(0).describe('drives split, teacher, student and every solver'),
    backbone: z.string().min(1).describe('logistic, or mlp: and the hidden widths (mlp:128-64)'),
    budgetBits: real
      .positive()
      .describe('the average bits per weight the method was given; 32 for full precision'),
    variant: z
      .string()
      .describe("what differs from the protocol's defaults, for people; empty where nothing does"),
    settings: cellSettingsSchema.describe('everything that was asked for'),
    codeVersion: z.string().min(1).describe('the code that measured: the start of the hash of its bundle'),
    averageBits: real.positive().describe('parameter-weighted mean of the schedule; never above budgetBits'),
    allocation: z
      .array(z.strictObject({ layer: z.string(), bits: real.positive() }))
      .min(1)
      .describe('the exact bit schedule, input to output'),
    packedBytes: count(
      'size of the ONNX file the student is packed into; of its float32 parameters where it kept full precision',
    ),
    accuracy: teacherAndStudent('over the whole test set'),
    balancedAccuracy: teacherAndStudent('mean of the accuracies of the two classes, over the whole test set'),
    agreement: share('of the test set on which student and teacher decide alike'),
    acceptanceDrift: real
      .min(-1)
      .max(1)
      .nullable()
      .describe('favourable rate of the student minus that of the teacher, over the test set'),
    overGrant: share('of the denied whom the student approves with no action at all'),
    nearMissFidelity: share("of points short of the boundary on the teacher's own action that both deny"),
    nearMissByFraction: z
      .array(
        z.strictObject({
          fraction: real.min(0).max(1).describe("ρ, the share of the teacher's own action"),
          fidelity: share('near-miss fidelity of these points alone'),
          n: count('points that the teacher denies'),
        }),
      )
      .describe('nearMissFidelity by ρ, ascending'),
    leadKappa: real.min(0).describe('the issue margin that tables lead with: 0.2, or the one nearest to it'),
    faithfulnessError: real
      .min(0)
      .max(2)
      .nullable()
      .describe('VD at leadKappa + (1 − near-miss fidelity), the two-sided error; null where undefined'),
    n: z.strictObject({
      test: count('rows of the test set'),
      denied: count('the population: test rows the teacher denies'),
      nearMiss: count('points behind nearMissFidelity'),
    }),
    intervals: z.strictObject({
      accuracy: interval('of accuracy.student'),
      agreement: interval('of agreement'),
      acceptanceDrift: interval('of acceptanceDrift'),
      overGrant: interval('of overGrant'),
      nearMissFidelity: interval('of nearMissFidelity'),
      faithfulnessError: interval('of faithfulnessError'),
    }),
    margins: z.array(marginSchema).min(1).describe('one entry per issue margin, ascending'),
    safeMargin: orUndefined('smallest κ with VD ≤ 1 %, interpolated; also null where no margin reaches it'),
    safeMarginAbove: real
      .nullable()
      .describe('the largest margin measured where VD stays above 1 % at all of them; null otherwise'),
    safeMarginPrice: orUndefined('mean teacher cost at safeMargin over that at κ = 0'),
    seconds: z
      .strictObject({
        teacher: seconds('training the teacher'),
        trainingRecourse: seconds(
          "the teacher's recourse for the training rows, where the method asks for it",
        ),
        recourse: seconds("the teacher's recourse for the evaluated population"),
        student: seconds('training the student'),
        evaluate: seconds("the student's recourse and the metrics"),
        diagnostics: seconds('what was computed beside the aggregates'),
        total: seconds('the sum; what cells share is counted in each of them'),
      })
      .describe('wall time; the only part of a cell that differs between two runs'),
    ...diagnosticResultsSchema.shape,
    executor: z.string().min(1).describe('the engine that ran the compiled functions'),
  })
  .meta({ title: 'CFQ benchmark cell' });

/** See {@link cellSchema}; the same fields as a JSON Schema in `schema/cell.schema.json`. */
export type Cell = z.infer<typeof cellSchema>;

/** One issue margin of a {@link Cell}. */
export type CellMargin = Cell['margins'][number];
