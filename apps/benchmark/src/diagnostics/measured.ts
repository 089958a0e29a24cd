import { z } from 'zod';
import { certificatesSchema } from './certificates-schema.ts';
import { layerErrorsSchema } from './layer-errors-schema.ts';
import { robustRecourseSchema } from './robust-recourse-schema.ts';
import { subgroupsSchema } from './subgroups-schema.ts';

/**
 * What a cell holds beside the protocol's aggregates: one field a measure, null where it was not asked for. The schema
 * of a measure stands in a file of its own beside the measure.
 */
export const measuredSchema = z.strictObject({
  certificates: certificatesSchema
    .nullable()
    .describe('sound certificates of the recourse points; null where not asked for'),
  subgroups: subgroupsSchema.nullable().describe('aggregates by subgroup; null where not asked for'),
  robustRecourse: robustRecourseSchema
    .nullable()
    .describe('recourse that survives a set of quantized variants; null where not asked for'),
  layerErrors: layerErrorsSchema.nullable().describe('errors layer by layer; null where not asked for'),
});

/** See {@link measuredSchema}. */
export type Measured = z.infer<typeof measuredSchema>;
