import type { ActionPolicy } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { adultFeatures } from './adult-columns.ts';

const literature = literaturePolicy({
  description: 'as studies of recourse have it: everything may change but age, race, sex and native country',
  features: adultFeatures,
  reasons: {
    age: 'Nobody chooses their age.',
    education: 'What was learnt stays learnt.',
    race: 'Race is protected.',
    sex: 'Sex is protected.',
    'native-country': 'Nobody chooses where they were born.',
  },
  otherwise: 'Studies of recourse on this set let it change.',
});

const employers = ['Private', 'Local-gov', 'State-gov', 'Federal-gov'] as const;
const manual = ['Craft-repair', 'Machine-op-inspct', 'Transport-moving'] as const;
const others = (all: readonly string[], one: string) => all.filter((other) => other !== one);

const actionable: ActionPolicy = {
  name: 'actionable',
  description: 'what somebody could do at work within a few years, family and fortune left alone',
  features: {
    age: { immutable: true, reason: 'Nobody chooses their age.' },
    workclass: {
      moves: {
        Private: others(employers, 'Private'),
        'Local-gov': others(employers, 'Local-gov'),
        'State-gov': others(employers, 'State-gov'),
        'Federal-gov': others(employers, 'Federal-gov'),
        'Self-emp-not-inc': ['Self-emp-inc', 'Private'],
        'Without-pay': ['Private'],
        'Never-worked': ['Private'],
      },
      reason:
        'One can apply to another employer, look for paid work, or incorporate the business one has; nobody is told to found one or to stop being paid.',
    },
    education: {
      direction: 'increase',
      maxChange: { amount: 1 },
      forbidden: ['Prof-school', 'Doctorate'],
      reason: 'The next level takes a year or more, and more than one is no advice; nor is a doctorate.',
    },
    'marital-status': { immutable: true, reason: 'Nobody marries or parts for an income.' },
    occupation: {
      moves: {
        'Handlers-cleaners': manual,
        'Farming-fishing': manual,
        'Machine-op-inspct': others(manual, 'Machine-op-inspct'),
        'Transport-moving': others(manual, 'Transport-moving'),
        'Other-service': ['Adm-clerical', 'Sales', 'Transport-moving'],
        'Priv-house-serv': ['Adm-clerical', 'Other-service', 'Sales'],
        'Adm-clerical': ['Sales', 'Tech-support'],
        Sales: ['Adm-clerical', 'Tech-support'],
        'Tech-support': ['Adm-clerical', 'Sales'],
        'Armed-Forces': ['Protective-serv'],
      },
      reason:
        'One can change to work that is learnt on the job; a profession takes a degree and management a promotion, which is the decision of somebody else.',
    },
    relationship: {
      immutable: true,
      reason: 'Whose child, wife or husband one is is no means to an income.',
    },
    race: { immutable: true, reason: 'Race is protected.' },
    sex: { immutable: true, reason: 'Sex is protected.' },
    'capital-gain': {
      immutable: true,
      reason: 'It is what investments came to in that year, which nobody decides, and most have none.',
    },
    'capital-loss': {
      immutable: true,
      reason: 'It is what investments came to in that year, and nobody is told to lose.',
    },
    'hours-per-week': {
      bounds: [1, 60],
      maxChange: { amount: 10 },
      reason: 'Hours can be agreed with an employer, by ten at most and to no more than sixty.',
    },
    'native-country': { immutable: true, reason: 'Nobody chooses where they were born.' },
  },
};

/** Action policies of Adult. */
export const adultPolicies = { literature, actionable };
