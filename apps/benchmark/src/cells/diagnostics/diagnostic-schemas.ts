import { z } from 'zod';
import { actionsSeenSchema } from './actions-seen-schema.ts';
import { actionQualitySchema } from './action-quality-schema.ts';
import { certificatesSchema } from './certificates-schema.ts';
import { layerErrorsSchema } from './layer-errors-schema.ts';
import { optimalityGapSchema } from './optimality-gap-schema.ts';
import { roundingSurvivalSchema } from './rounding-survival-schema.ts';
import { robustRecourseSchema } from './robust-recourse-schema.ts';
import { roughnessSchema } from './roughness-schema.ts';
import { sensitivityRanksSchema } from './sensitivity-ranks-schema.ts';
import { subgroupsSchema } from './subgroups-schema.ts';

/**
 * Every diagnostic: how a cell asks for it (null and false: not at all) and what it then holds beside the protocol's
 * aggregates, null where it was not asked for; those that came later are left out there. How it is computed stands in the registry `diagnostics`.
 */
const diagnosticSchemas = {
  certificates: {
    /**
     * Radii of the boxes, in encoded units, around the recourse points, and around near misses if they are bounded too; how far
     * slopes are optimised, left out not at all.
     */
    settings: z
      .strictObject({
        radii: z.array(z.number().min(0)).min(1),
        nearMisses: z.boolean().default(true),
        iterations: z.int().min(1).optional(),
      })
      .nullable()
      .default(null),
    result: certificatesSchema
      .nullable()
      .describe('sound certificates of the recourse points; null where not asked for'),
  },
  subgroups: {
    settings: z.boolean().default(false),
    result: subgroupsSchema.nullable().describe('aggregates by subgroup; null where not asked for'),
  },
  robustRecourse: {
    /** Bit-widths of the quantized variants an action must survive. */
    settings: z
      .strictObject({ bits: z.array(z.number().positive()).min(1) })
      .nullable()
      .default(null),
    result: robustRecourseSchema
      .nullable()
      .describe('recourse that survives a set of quantized variants; null where not asked for'),
  },
  layerErrors: {
    settings: z.boolean().default(false),
    result: layerErrorsSchema.nullable().describe('errors layer by layer; null where not asked for'),
  },
  actionQuality: {
    settings: z.literal(true).optional(),
    result: actionQualitySchema
      .optional()
      .describe("the teacher's actions by the measures of the field; absent where not asked for"),
  },
  optimalityGap: {
    /** How many of the denied are looked at. */
    settings: z.strictObject({ people: z.int().min(1) }).optional(),
    result: optimalityGapSchema
      .optional()
      .describe("the evaluation's actions beside the cheapest ones; absent where not asked for"),
  },
  sensitivityRanks: {
    /** How many random schedules of the teacher are measured. */
    settings: z.strictObject({ schedules: z.int().min(3) }).optional(),
    result: sensitivityRanksSchema
      .optional()
      .describe('how well each sensitivity predicts what rounding loses; absent where not asked for'),
  },
  actionsSeen: {
    settings: z.literal(true).optional(),
    result: actionsSeenSchema
      .optional()
      .describe("how many of the teacher's actions the student's columns show; absent where not asked for"),
  },
  roughness: {
    /** How many of the teacher's actions are looked at, at most. */
    settings: z.strictObject({ people: z.int().min(1) }).optional(),
    result: roughnessSchema
      .optional()
      .describe('how rough the teacher is where its recourse leads; absent where not asked for'),
  },
  roundingSurvival: {
    /** Bits of a weight. */
    settings: z.strictObject({ bits: z.array(z.int().min(2).max(16)).min(1) }).optional(),
    result: roundingSurvivalSchema
      .optional()
      .describe(
        "the teacher's promises that no rounding of its weights can break; absent where not asked for",
      ),
  },
};

type Schemas = typeof diagnosticSchemas;

/** A diagnostic, and the field of a cell and of its settings that it has. */
export type DiagnosticName = keyof Schemas;

/** Every {@link DiagnosticName}, in the order in which they run. */
export const diagnosticNames = Object.keys(diagnosticSchemas) as DiagnosticName[];

/** The same with one side of each entry in its place. */
function only<Side extends 'settings' | 'result'>(
  side: Side,
): { [Name in DiagnosticName]: Schemas[Name][Side] } {
  const entries = Object.entries(diagnosticSchemas).map(([name, one]) => [name, one[side]]);
  return Object.fromEntries(entries) as { [Name in DiagnosticName]: Schemas[Name][Side] };
}

/** What a cell asks for. */
export const diagnosticSettingsSchema = z.strictObject(only('settings'));

/** See {@link diagnosticSettingsSchema}. */
export type DiagnosticSettings = z.infer<typeof diagnosticSettingsSchema>;

/** Asking for none. */
export const noDiagnostics: DiagnosticSettings = diagnosticSettingsSchema.parse({});

/** What a cell holds, one field a diagnostic. */
export const diagnosticResultsSchema = z.strictObject(only('result'));

/** See {@link diagnosticResultsSchema}. */
export type DiagnosticResults = z.infer<typeof diagnosticResultsSchema>;
