import type { ActionPolicy } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { germanFeatures } from './german-columns.ts';

const literature = literaturePolicy({
  description:
    'as studies of recourse have it: everything may change but age, sex and marital state, and origin',
  features: germanFeatures,
  reasons: {
    'personal-status-and-sex': 'Sex is protected, and nobody marries for a loan.',
    age: 'Nobody chooses their age.',
    'foreign-worker': 'Origin is protected.',
  },
  otherwise: 'Studies of recourse on this set let it change either way.',
});

const actionable: ActionPolicy = {
  name: 'actionable',
  description: 'what an applicant could do before applying again within a year, and a bank could tell them',
  features: {
    'checking-status': {
      moves: {
        'below 0 DM': ['0 to 200 DM', '200 DM or more, or salary for a year'],
        '0 to 200 DM': ['200 DM or more, or salary for a year'],
      },
      reason:
        'Whoever has an account can raise its balance; nobody is told to close one, and without one the bank does not know the balance.',
    },
    duration: {
      maxChange: { percent: 50 },
      reason: 'The term is chosen when applying; with more than half of it gone or added it is another loan.',
    },
    'credit-history': { immutable: true, reason: 'It is the past.' },
    purpose: { immutable: true, reason: 'A loan for something else is another loan.' },
    'credit-amount': {
      direction: 'decrease',
      maxChange: { percent: 50 },
      reason: 'One can ask for less, and for half of it at most before the purpose is lost.',
    },
    savings: {
      moves: {
        'below 100 DM': ['100 to 500 DM', '500 to 1000 DM', '1000 DM or more'],
        '100 to 500 DM': ['500 to 1000 DM', '1000 DM or more'],
        '500 to 1000 DM': ['1000 DM or more'],
      },
      reason: 'One can save; savings that the bank does not know of are left alone.',
    },
    employment: {
      direction: 'increase',
      maxChange: { amount: 1 },
      to: ['below 1 year', '1 to 4 years'],
      reason:
        'Within a year work can be found, or its first year completed; the longer brackets take years and are no advice.',
    },
    'installment-rate': {
      immutable: true,
      reason:
        'It follows from amount, term and income, and whether 4 is the highest or the lowest rate is disputed.',
    },
    'personal-status-and-sex': {
      immutable: true,
      reason: 'Sex is protected, and nobody marries for a loan.',
    },
    'other-debtors': {
      moves: { none: ['co-applicant', 'guarantor'] },
      reason: 'One can find a co-applicant or a guarantor; whoever has one is not told to lose them.',
    },
    'residence-since': {
      immutable: true,
      reason: 'Years at an address pass by themselves, and moving would not add any.',
    },
    property: {
      moves: { 'car or other': ['building society savings or life insurance'] },
      reason:
        'A savings or insurance contract can be signed; nobody buys a house for a loan, and unknown property is left alone.',
    },
    age: { immutable: true, reason: 'Nobody chooses their age.' },
    'other-installment-plans': {
      moves: { bank: ['none'], stores: ['none'] },
      reason: 'Other plans can be paid off; nobody is told to take one.',
    },
    housing: { immutable: true, reason: 'Nobody buys or leaves a home for a loan of this size.' },
    'existing-credits': {
      direction: 'decrease',
      maxChange: { amount: 1 },
      reason: 'One credit can be repaid before the next is asked for.',
    },
    job: { immutable: true, reason: 'The code mixes skill with residence, and a qualification takes years.' },
    'liable-people': { immutable: true, reason: 'Whom one provides for is no means to a loan.' },
    telephone: {
      moves: { none: ['registered under own name'] },
      reason: 'A telephone can be registered; nobody is told to give one up.',
    },
    'foreign-worker': { immutable: true, reason: 'Origin is protected.' },
  },
};

/** Action policies of German Credit. */
export const germanPolicies = { literature, actionable };
