import { z } from 'zod';

/** The name and version of the form of an archive. */
export const archiveFormat = 'cfq-archive/1';

/** Where an archive says what it is. */
export const descriptionFile = 'cfq-archive.json';

/** What an archive says of itself, beside the hashes of its files. */
export const archiveDescriptionSchema = z.strictObject({
  format: z.literal(archiveFormat),
  title: z.string(),
  creators: z.array(z.string()),
  /** SPDX expression of what whoever gets the archive may do with the results; NOASSERTION where nobody said. */
  licence: z.string(),
  /** What packed it. */
  software: z.strictObject({ name: z.string(), version: z.string(), protocol: z.int() }),
  /** What computed the cells: versions of the code, engines, and kinds of machines. */
  computedBy: z.strictObject({
    codeVersions: z.array(z.string()),
    executors: z.array(z.string()),
    machines: z.array(z.string()),
  }),
  /** What was asked for: the command and the configuration file that say it. */
  plans: z.array(
    z.strictObject({
      family: z.string(),
      title: z.string(),
      command: z.string(),
      configuration: z.string().nullable(),
      cells: z.int(),
      finished: z.int(),
    }),
  ),
  /** The data that cells were measured on, by fingerprint; whose it is where it is known. */
  datasets: z.array(
    z.strictObject({
      name: z.string(),
      fingerprint: z.string(),
      licence: z.string().nullable(),
      citation: z.string().nullable(),
    }),
  ),
  counts: z.strictObject({ cells: z.int(), records: z.int(), failures: z.int() }),
});

/** See {@link archiveDescriptionSchema}. */
export type ArchiveDescription = z.infer<typeof archiveDescriptionSchema>;
