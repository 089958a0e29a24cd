import { z } from 'zod';
import {
  aggregateSchema,
  aggregateShape,
  countsSchema,
  intervalsSchema,
} from './aggregates/aggregate-schema.ts';
import { marginAggregates, wideAggregates } from './aggregates/aggregate-names.ts';
import { cellSettingsSchema } from './cell-settings.ts';
import { referenceResultSchema, teacherResultSchema, trainedOutSchema } from './models/model-schemas.ts';
import { exportSchema } from './models/export-schema.ts';
import { peopleSchema } from './models/people-schema.ts';
import { diagnosticResultsSchema } from './diagnostics/diagnostic-schemas.ts';

const real = z.number();
const count = (meaning: string) => z.int().min(0).describe(meaning);

/** What a cell spends its time on. */
const timesSchema = (unit: string) => {
  const time = (meaning: string) => real.min(0).describe(`${meaning}, in ${unit}`);
  return z.strictObject({
    teacher: time('training the teacher'),
    reference: time('fitting the reference'),
    trainingRecourse: time("the teacher's recourse for the training rows, where the method asks for it"),
    recourse: time("the teacher's recourse for the evaluated population"),
    student: time('training the student'),
    evaluate: time("the student's recourse and the metrics"),
    diagnostics: time('what was computed beside the aggregates'),
    total: time('the sum; what cells share is counted in each of them'),
  });
};

const marginSchema = z.strictObject({
  kappa: real
    .min(0)
    .describe('issue margin κ: every action reaches at least this logit margin on its own model'),
  ...aggregateShape(marginAggregates),
  counts: countsSchema(marginAggregates),
  intervals: intervalsSchema(marginAggregates),
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
    codeVersion: z
      .string()
      .min(1)
      .describe('the code that measured: the start of the hash of what the cell runs'),
    averageBits: real.positive().describe('parameter-weighted mean of the schedule; never above budgetBits'),
    allocation: z
      .array(z.strictObject({ layer: z.string(), bits: real.positive() }))
      .min(1)
      .describe('the exact bit schedule, input to output'),
    packedBytes: count(
      'size of the ONNX file the student is packed into; of its float32 parameters where it kept full precision',
    ),
    export: exportSchema
      .nullable()
      .optional()
      .describe(
        "what became of the student's file in every runtime; null in full precision; absent in cells from before it was measured",
      ),
    ...aggregateShape(wideAggregates),
    teacher: teacherResultSchema.describe('the model whose promises are to be kept'),
    reference: referenceResultSchema.describe(
      'a penalised logistic regression, converged, on the same encoded rows: what a finished teacher should reach',
    ),
    trainedOut: trainedOutSchema.describe('who is right about which of the evaluated rows, at even odds'),
    people: peopleSchema,
    nearMissByFraction: z
      .array(
        z.strictObject({
          fraction: real
            .min(0)
            .max(1)
            .describe("ρ, the share of the numeric changes of the teacher's own action"),
          nearMissShort: aggregateSchema('nearMissShort'),
          count: count('points that the teacher denies'),
        }),
      )
      .describe('nearMissShort by ρ, ascending'),
    safeMarginAbove: real
      .nullable()
      .describe('the largest margin measured where VD stays above 1 % at all of them; null otherwise'),
    n: z
      .strictObject({
        test: count('rows of the test set'),
        denied: count('the population: test rows the teacher denies'),
      })
      .describe('how many people there are'),
    cutShort: z
      .strictObject({
        teacher: count('people for whom a search on the teacher was cut short'),
        student: count('people for whom a search on the student was cut short'),
      })
      .optional()
      .describe(
        'people for whom a linear step ended before its proof at some issue margin (at its limit of nodes under L1, with more than 1 % left under other norms), so that something cheaper may have been missed; absent where there are none',
      ),
    counts: countsSchema(wideAggregates),
    intervals: intervalsSchema(wideAggregates),
    leadKappa: real.min(0).describe('the issue margin that tables lead with: 0.2, or the one nearest to it'),
    margins: z.array(marginSchema).min(1).describe('one entry per issue margin, ascending'),
    seconds: timesSchema('seconds').describe(
      'wall time; with cpuSeconds the only part of a cell that differs between two runs',
    ),
    cpuSeconds: timesSchema('seconds of all processors together').describe(
      'time of the processors, by process; where other work waits for them, the better measure of what work takes',
    ),
    ...diagnosticResultsSchema.shape,
    executor: z.string().min(1).describe('the engine that ran the compiled functions'),
  })
  .meta({ title: 'CFQ benchmark cell' });

/** See {@link cellSchema}; the same fields as a JSON Schema in `schema/cell.schema.json`. */
export type Cell = z.infer<typeof cellSchema>;

/** One issue margin of a {@link Cell}. */
export type CellMargin = Cell['margins'][number];
