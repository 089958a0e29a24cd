import { z } from 'zod';

const count = (meaning: string) => z.int().min(0).describe(meaning);

/** What the columns of a student show of the teacher's valid actions. */
export const actionsSeenSchema = z.strictObject({
  margins: z
    .array(
      z.strictObject({
        kappa: z.number().min(0).describe('issue margin κ'),
        actions: count("the teacher's valid actions that change something"),
        partlyUnseen: count('of them: some changed column reads as before'),
        unseen: count('of them: every changed column reads as before'),
        refused: count('of the actions: the student refuses them'),
        refusedPartlyUnseen: count('of those refused: some changed column reads as before'),
      }),
    )
    .min(1)
    .describe('one entry an issue margin, ascending'),
});

/** See {@link actionsSeenSchema}. */
export type ActionsSeen = z.infer<typeof actionsSeenSchema>;
