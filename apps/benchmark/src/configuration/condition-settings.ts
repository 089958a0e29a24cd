import { decisionRuleText, parseDecisionRule } from '@cfq/training';
import { z } from 'zod';
import { oneLine } from '../command-line/one-line.ts';
import { cellSettingsSchema } from '../cells/cell-settings.ts';
import { namesFlag } from './flag-readers.ts';
import { listOf } from './setting-schemas.ts';
import { teacherFlag } from './teacher-flag.ts';

const policySchema = z.string('must be a policy').min(1, 'must be a policy (got an empty text)');

const { teacherOptions, decision, classWeights } = cellSettingsSchema.shape;

/** A decision rule, by whichever spelling, as its shortest text. */
const thresholdSchema = z
  .union([z.number(), z.string()], 'must be a decision rule')
  .transform((given, context) => {
    try {
      return decisionRuleText(parseDecisionRule(String(given)));
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: oneLine(error)
          .replace(/^decision: /, '')
          .replace(/\.$/, ''),
      });
      return z.NEVER;
    }
  });

const classWeightsSchema = z.preprocess(
  weightsOfText,
  z.union(
    [z.enum(['none', 'balanced']), z.strictObject({ favourable: positive(), unfavourable: positive() })],
    'must be none, balanced, or two numbers above 0 as in 1:5 (favourable : unfavourable)',
  ),
);

/** Weights so far from each other that float32 has numbers for their products. */
function positive() {
  return z
    .number('must be a number above 0')
    .positive('must be a number above 0')
    .min(1e-9, 'must be at least 1e-9')
    .max(1e9, 'must be at most 1e9');
}

function weightsOfText(given: unknown): unknown {
  const numbers = typeof given === 'string' ? /^([\d.e+-]+):([\d.e+-]+)$/i.exec(given) : null;
  return numbers === null ? given : { favourable: Number(numbers[1]), unfavourable: Number(numbers[2]) };
}

/** Settings of the commands that train: what people may do, and how the model that decides about them is made. */
const shared = {
  shape: { teacher: teacherOptions.unwrap(), threshold: thresholdSchema, classWeights: classWeightsSchema },
  flags: {
    teacher: teacherFlag('teacher'),
    threshold: { flag: 'threshold' },
    classWeights: { flag: 'class-weights' },
  },
  defaults: () => ({
    teacher: teacherOptions.parse(undefined),
    threshold: decision.parse(undefined),
    classWeights: classWeights.parse(undefined),
  }),
};

/** Those of a command that runs one after the other what a list names. */
export const conditionSettings = {
  shape: { actions: listOf(policySchema), ...shared.shape },
  flags: { actions: namesFlag('actions'), ...shared.flags },
  defaults: shared.defaults,
};

/** Those of a command that runs one. */
export const oneConditionSettings = {
  shape: { actions: policySchema, ...shared.shape },
  flags: { actions: { flag: 'actions' }, ...shared.flags },
  defaults: shared.defaults,
};
