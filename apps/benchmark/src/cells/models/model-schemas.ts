import { z } from 'zod';

const real = z.number();
const count = (meaning: string) => z.int().min(0).describe(meaning);
const share = (meaning: string) => real.min(0).max(1).nullable().describe(meaning);
const loss = (meaning: string) =>
  real.nullable().describe(`${meaning}, on validation rows; rows count by class weights`);

/** How the teacher of a cell was made and how good it is. */
export const teacherResultSchema = z.strictObject({
  validationLoss: loss('cross-entropy of its probabilities, whatever the cut-off'),
  baseRateLoss: loss('cross-entropy of always answering with the class frequencies'),
  auc: share('area under the ROC curve, on validation rows'),
  validationAccuracy: share('share classified correctly at the cut-off, on validation rows'),
  threshold: real
    .gt(0)
    .lt(1)
    .describe('probability of the favourable class above which people are granted; 0.5 is a margin of 0'),
  decay: real
    .min(0)
    .nullable()
    .describe('total decay of its training; of a logistic regression the weight of its L2 penalty'),
  learningRate: real.min(0).nullable().describe('first learning rate; 0 where it was solved'),
  epochs: count('epochs run, or iterations of the solver'),
  converged: z
    .boolean()
    .describe(
      'whether training longer would not have lowered the validation loss; false: it is not trained out',
    ),
});

/** The logistic regression that stands beside a teacher, on the rows that the cell evaluates. */
export const referenceResultSchema = z.strictObject({
  accuracy: share('share classified correctly at its own cut-off, by the same rule'),
  balancedAccuracy: share('mean of the shares of both classes'),
  auc: share('area under the ROC curve'),
  validationLoss: loss('cross-entropy of its probabilities'),
  decay: real.min(0).nullable().describe('weight of its L2 penalty, chosen on validation rows'),
  denied: count('rows it denies'),
});

const verdictSchema = z.strictObject({
  onlyTeacher: count('rows that the teacher alone classifies correctly'),
  onlyOther: count('rows that the other alone classifies correctly'),
  pValue: real.gt(0).max(1).describe("McNemar's exact test, two-sided"),
  beatsTeacher: z.boolean().describe('whether the other is right more often, beyond noise (p < 0.01)'),
});

/** Whether something beats the teacher that a finished teacher should not be beaten by. */
export const trainedOutSchema = z.strictObject({
  reference: verdictSchema,
  student: verdictSchema,
});
