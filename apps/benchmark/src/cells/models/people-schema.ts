import { z } from 'zod';

/** People that a cell tells of, at most. */
export const mostPeople = 10;

const value = z.union([
  z.string().describe('the name of a category or level'),
  z.number().describe('a number in its own units'),
  z.null().describe('no value'),
]);

/** One denied person: what the teacher would have them do, and what the student says to that. */
const personSchema = z.strictObject({
  row: z.int().min(0).describe('place among the evaluated rows, from 0'),
  teacherMargin: z.number().describe("the teacher's logit margin where the person stands, 0 or below"),
  studentGrants: z.boolean().describe('whether the student grants the person with no action at all'),
  action: z
    .strictObject({
      changes: z
        .array(
          z.strictObject({
            feature: z.string(),
            from: value,
            to: value,
            unit: z.string().optional().describe('what its numbers count, where that is known'),
          }),
        )
        .min(1)
        .describe('what the person would change, in the order of the columns'),
      cost: z.number().min(0).describe('its cost'),
      teacherMargin: z.number().describe("the teacher's logit margin after it"),
      studentMargin: z.number().describe("the student's"),
      kept: z
        .boolean()
        .describe('whether the student keeps the promise: grants the person who did all of it'),
    })
    .nullable()
    .describe(
      'the action that the teacher promises to answer with yes at leadKappa; null where it found none',
    ),
});

/** See {@link personSchema}. */
export const peopleSchema = z
  .array(personSchema)
  .max(mostPeople)
  .describe(
    'some of the denied, drawn by the seed, the same for every method: those with an action first, as far as there are any',
  );
