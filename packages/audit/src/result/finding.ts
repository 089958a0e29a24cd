import { z } from 'zod';
import { lineSchema } from './numbers.ts';

/** What kinds of findings there are. */
export const findingKinds = [
  'limit-missed',
  'limit-undefined',
  'decisions-mirrored',
  'categories-exchanged',
  'sign-turned',
  'low-precision',
  'margins-shifted',
  'margins-scaled',
  'bias-moved',
  'runtime-dependent',
  'decisions-changed',
  'promises-broken',
  'groups-apart',
  'reasons-changed',
] as const;

/** Something a reader has to know. */
export const findingSchema = z.strictObject({
  kind: z.enum(findingKinds),
  severity: z
    .enum(['error', 'warning', 'note'])
    .describe(
      'error: a limit is missed or the file cannot be what it is taken for; warning: people are affected; note: worth knowing',
    ),
  title: z.string().min(1).describe('a few words'),
  text: z.string().min(1).describe('what was seen, in numbers, and what it looks like'),
  lines: z.array(lineSchema).describe('some of the people concerned; empty where it concerns the file'),
});

/** See {@link findingSchema}. */
export type Finding = z.infer<typeof findingSchema>;
