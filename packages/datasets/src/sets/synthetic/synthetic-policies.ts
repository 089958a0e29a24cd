import type { ActionPolicy } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { syntheticFeatures } from './synthetic-features.ts';

const literature = literaturePolicy({
  description:
    'as studies of recourse would have it: everything may change but age, and education only rises',
  features: syntheticFeatures,
  reasons: { age: 'Nobody chooses their age.', education: 'What was learnt stays learnt.' },
  otherwise: 'It may change, so that solvers have something to do.',
});

const actionable: ActionPolicy = {
  name: 'actionable',
  description: 'what a generated applicant could do within a year or two',
  features: {
    income: {
      direction: 'increase',
      maxChange: { percent: 20 },
      reason: 'A better paid job can be found, by a fifth at most.',
    },
    debt: { direction: 'decrease', reason: 'Debts can be repaid; nobody is told to take one.' },
    tenure: { immutable: true, reason: 'Years in a job pass by themselves.' },
    age: { immutable: true, reason: 'Nobody chooses their age.' },
    education: {
      direction: 'increase',
      maxChange: { amount: 1 },
      reason: 'The next level takes years, and more than one is no advice.',
    },
    housing: { immutable: true, reason: 'Nobody buys or leaves a home for a loan.' },
  },
};

/** Action policies of the synthetic sets. */
export const syntheticPolicies = { literature, actionable };
