import { auditResultSchema } from '@cfq/audit';
import { z } from 'zod';
import { balanceSchema } from '../balance/balance-schema.ts';
import { searchRules } from '../search/search-smallest.ts';
import { certificateSummarySchema } from './certificate-summary.ts';

/** The version of the format, first in every card. */
export const cardFormat = 'cfq-model-card/1';

const audit = auditResultSchema.shape;
const scheduleSchema = z
  .array(
    z.strictObject({
      layer: z.string().min(1),
      bits: z.int().min(1).describe('bits of each weight of the layer'),
    }),
  )
  .min(1)
  .describe('input side first');

const bytes = z.int().min(1).describe('size of the whole file');

const layerSchema = z.strictObject({
  layer: z.string().min(1),
  bits: z.int().min(1),
  storage: z.string().min(1).describe('how the codes lie in the file'),
  codeBytes: z.int().min(0).describe('bytes of the codes alone'),
});

const curvePointSchema = z.strictObject({
  schedule: scheduleSchema,
  averageBits: z.number().positive(),
  bytes,
  predictedLoss: z
    .number()
    .nullable()
    .describe('what rounding costs, layer by layer, before training; null where nobody measured it'),
  measured: z
    .strictObject({
      within: z.boolean(),
      numbers: z
        .record(z.string(), z.number().nullable())
        .describe('on validation rows, by what limits call them'),
    })
    .nullable()
    .describe('null where the schedule was not trained'),
});

/** All that is to be kept on file about a model that was quantized. Holds nothing about any person. */
export const modelCardSchema = z
  .strictObject({
    schema: z.literal(cardFormat),
    teacher: audit.teacher
      .extend({ weightBytes: z.number().min(0).describe('what its weights take, in bytes') })
      .describe('the file it was made from'),
    student: audit.student.extend({
      weightBytes: z.number().min(0).describe('what the codes of its weights take, in bytes'),
      opset: z.int().min(1).describe('operator set the file asks for'),
      lowering: z.enum(['qdq', 'integer']).describe('float products of narrow codes, or integer products'),
      layers: z.array(layerSchema).min(1),
    }),
    licence: z.string().nullable().describe('as the file it was made from states it; null where it does not'),
    data: audit.data
      .pick({ name: true, path: true, sha256: true, schemaPath: true, schemaSha256: true, policy: true })
      .extend({
        rows: z.int().min(1),
        train: z.int().min(1).describe('rows the student was fitted on'),
        validation: z.int().min(1).describe('rows it was chosen on'),
        test: z.int().min(1).describe('rows it was confirmed on, once'),
        outcomes: z
          .enum(['data', 'teacher'])
          .describe('whether the true outcomes were known, or the teacher labelled the rows'),
      }),
    method: z.strictObject({
      name: z.string().min(1),
      description: z.string().min(1),
      source: z.string().min(1),
    }),
    seed: z.number(),
    aim: z.union([
      z.strictObject({ bits: z.number().positive().describe('most bits per weight') }),
      z.strictObject({
        keep: z.string().describe('the limits as written'),
        sha256: z.string().describe('SHA-256 of that text, UTF-8'),
        rule: z.enum(searchRules).describe('how the smallest was looked for'),
        sensitivity: z.string().nullable().describe('what the losses of the curve were measured by'),
        schedules: z.int().min(1).describe('undominated schedules there are'),
        verdicts: audit.limits.unwrap().shape.verdicts.describe('on validation rows'),
      }),
    ]),
    schedule: scheduleSchema,
    averageBits: z.number().positive(),
    curve: z.array(curvePointSchema).min(1).describe('from the smallest file up'),
    balance: balanceSchema
      .nullable()
      .describe('how decisions were moved towards promises; null where that was not asked for'),
    confirmed: z
      .boolean()
      .nullable()
      .describe('whether the limits are met on test rows too; null where none was given'),
    limits: audit.limits.describe('on test rows'),
    numbers: audit.numbers.describe('on test rows'),
    certificates: certificateSummarySchema,
    runtimes: audit.runtimes.describe('of teacher and student, on test rows'),
    environment: audit.environment.pick({ versions: true, platform: true, processor: true }),
    command: z.string().nullable().describe('makes the file again; null where no command was used'),
  })
  .meta({ title: 'CFQ model card' });

/** See {@link modelCardSchema}. Plain JSON: undefined numbers are `null`, never 0. The same request gives the same card. */
export type ModelCard = z.infer<typeof modelCardSchema>;
