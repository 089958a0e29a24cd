import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);

/** What became of a student's file when it was run. */
export const exportSchema = z.strictObject({
  bytes: count('size of the ONNX file, in bytes'),
  points: count('rows that it decided on: the test set, and the recourse points of every issue margin'),
  verified: z
    .boolean()
    .describe('whether it ran in every runtime and decided as the student on all of these rows'),
  changed: z
    .array(
      z.strictObject({
        runtime: z.enum(['native', 'wasm']).describe("ONNX Runtime's native library, or its WebAssembly"),
        optimization: z
          .enum(['all', 'extended', 'basic', 'disabled'])
          .describe('how far the runtime rewrote the graph'),
        decisions: z
          .int()
          .min(0)
          .nullable()
          .describe('rows on which the file decides otherwise than the student; null where it did not load'),
      }),
    )
    .min(1)
    .describe('runtime by runtime'),
});

/** See {@link exportSchema}. */
export type ExportResult = z.infer<typeof exportSchema>;
