import { z } from 'zod';

const real = z.number();
const maybe = real.nullable();

/** How many of something there are. */
export const count = (meaning: string) => z.int().min(0).describe(meaning);

/** SHA-256 of a file's bytes, in hexadecimal. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the bytes, in hexadecimal');

/** A line of the CSV file, as an editor counts: 1 is the header. */
export const lineSchema = z.int().min(1).describe('line of the CSV file, counted from 1, the header');

/** One measured number with all that is needed to show it. */
export const auditNumberSchema = z.strictObject({
  id: z.string().min(1).describe('what limits call it: flips, vd@0.2, near-miss'),
  metric: z.string().min(1).describe('the name without its issue margin: vd'),
  kappa: real.min(0).nullable().describe('the issue margin κ in logits; null where it has none'),
  title: z.string().min(1).describe('in running text: validity drop'),
  description: z.string().min(1).describe('one line: what it is a share or a mean of'),
  over: z.string().min(1).describe('over whom, or over which points; `count` is theirs'),
  unit: z
    .enum(['percent', 'points', 'share', 'cosine', 'relative', 'ratio', 'cost', 'logits'])
    .describe('percent and points (percentage points) are kept as shares and shown a hundredfold'),
  digits: z.int().min(0).describe('digits after the point where it is shown, in its unit'),
  better: z.enum(['higher', 'lower', 'closer-to-zero', 'none']).describe('which way is better'),
  value: maybe.describe('null where it is undefined, or larger than all that was measured (`above`)'),
  above: maybe.describe(
    'a safe margin larger than every κ that was measured: the largest of them; null otherwise',
  ),
  baseline: maybe.describe(
    'the same number of the teacher, which changes are reckoned from; null where it has none',
  ),
  count: count('people, or points, behind it; 0 where it is undefined'),
  lower: maybe.describe('lower end of the interval; null where there is none'),
  upper: maybe.describe('upper end of the interval; null where there is none, or where it is beyond all κ'),
  interval: z
    .enum(['bootstrap', 'exact', 'none'])
    .describe('how it was made: resampled people; exact (Clopper-Pearson) where all agree; or not at all'),
});

/** See {@link auditNumberSchema}. */
export type AuditNumber = z.infer<typeof auditNumberSchema>;
