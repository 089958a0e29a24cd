import type { ActionPolicy, FeatureRule } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { creditDefaultFeatures } from './credit-default-columns.ts';

const literature = literaturePolicy({
  description:
    'as studies of recourse have it: the six statements and education may change, the person and the limit not',
  features: creditDefaultFeatures,
  reasons: {
    LIMIT_BAL: 'The bank grants the limit.',
    SEX: 'Sex is protected.',
    EDUCATION: 'What was learnt stays learnt.',
    MARRIAGE: 'Nobody marries for a credit card.',
    AGE: 'Nobody chooses their age.',
  },
  otherwise: 'Studies of recourse on this set act on the statements of all six months.',
});

const past = (names: readonly string[], reason: string) =>
  Object.fromEntries(names.map((name): [string, FeatureRule] => [name, { immutable: true, reason }]));
const earlier = [2, 3, 4, 5, 6];

const actionable: ActionPolicy = {
  name: 'actionable',
  description:
    'what a card holder could do before the statement of the last month is closed: pay what is owed',
  features: {
    LIMIT_BAL: { immutable: true, reason: 'The bank grants the limit.' },
    SEX: { immutable: true, reason: 'Sex is protected.' },
    EDUCATION: { immutable: true, reason: 'A degree takes longer than a month.' },
    MARRIAGE: { immutable: true, reason: 'Nobody marries for a credit card.' },
    AGE: { immutable: true, reason: 'Nobody chooses their age.' },
    PAY_0: {
      direction: 'decrease',
      forbidden: ['no consumption'],
      reason:
        'Arrears can be paid in the last month; nobody is told to pay later, and that there was consumption is a fact.',
    },
    ...past(
      earlier.map((month) => `PAY_${month}`),
      'How an earlier month was paid is on file.',
    ),
    ...past(
      [1, ...earlier].map((month) => `BILL_AMT${month}`),
      'A bill is for what was spent.',
    ),
    PAY_AMT1: {
      direction: 'increase',
      maxChange: { amount: 30_000 },
      reason:
        'More can be paid in the last month, here 30 000 dollars at most and no more than the bill before it.',
    },
    ...past(
      earlier.map((month) => `PAY_AMT${month}`),
      'What was paid in an earlier month is on file.',
    ),
  },
  relations: [{ kind: 'at-most', lower: 'PAY_AMT1', upper: 'BILL_AMT2' }],
};

/** Action policies of Default of Credit Card Clients. */
export const creditDefaultPolicies = { literature, actionable };
