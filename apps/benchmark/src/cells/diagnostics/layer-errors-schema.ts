import { z } from 'zod';

const error = (meaning: string) => z.number().min(0).describe(meaning);

/** How far each layer of a student is from the teacher's, and how much that layer matters for recourse. */
export const layerErrorsSchema = z.strictObject({
  layers: z
    .array(
      z.strictObject({
        layer: z.string(),
        parameters: z.int().min(1).describe('weights of the layer, biases excluded'),
        bits: z.number().positive().describe('bit-width of the weights; 32 for full precision'),
        relativeError: error(
          "‖W_q − W‖_F / ‖W‖_F of the student's decoded weights and the teacher's: rounding and what training moved",
        )
          .nullable()
          .describe('null where all weights of the teacher are 0'),
        largestError: error('largest |W_q − W| of a weight'),
        roundingError: error(
          "‖R(W) − W‖_F / ‖W‖_F of the teacher's own weights rounded at these bits: rounding alone",
        ).nullable(),
        sensitivity: error(
          "mean squared error of the teacher's logit margin at its recourse points with this layer alone rounded at these bits",
        )
          .nullable()
          .describe('null where nobody denied has an action'),
        weightBytes: z
          .int()
          .min(0)
          .describe('bytes of the codes in the packed file; of float32 in full precision'),
      }),
    )
    .min(1)
    .describe('input to output'),
  n: z.strictObject({
    recoursePoints: z
      .int()
      .min(0)
      .describe('valid teacher actions at the smallest κ, all or a seeded sample'),
    sensitivity: z.int().min(0).describe('of them measured on'),
  }),
});

/** See {@link layerErrorsSchema}. */
export type LayerErrors = z.infer<typeof layerErrorsSchema>;
