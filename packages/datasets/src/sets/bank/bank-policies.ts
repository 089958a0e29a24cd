import type { ActionPolicy } from '../../policies/action-policy.ts';
import { literaturePolicy } from '../../policies/literature-policy.ts';
import { bankFeatures } from './bank-columns.ts';

const literature = literaturePolicy({
  description:
    'the affairs of the client and the next call may change, but not age, marital state and earlier calls',
  features: bankFeatures,
  reasons: {
    age: 'Nobody chooses their age.',
    marital: 'Nobody marries for a deposit.',
    education: 'What was learnt stays learnt.',
    campaign: 'Earlier calls are the past.',
    pdays: 'Earlier calls are the past.',
    previous: 'Earlier calls are the past.',
    poutcome: 'Earlier calls are the past.',
  },
  otherwise: 'Studies of recourse on this set let it change.',
});

const earlier = 'Earlier calls are the past, and were the doing of the bank.';
const calls = 'When the bank calls is for the bank to decide.';

const actionable: ActionPolicy = {
  name: 'actionable',
  description:
    'what a client could do within a year to be offered the deposit; calls and campaigns are the doing of the bank',
  features: {
    age: { immutable: true, reason: 'Nobody chooses their age.' },
    job: { immutable: true, reason: 'Nobody changes their work to be offered a deposit.' },
    marital: { immutable: true, reason: 'Nobody marries for a deposit.' },
    education: { immutable: true, reason: 'A degree takes longer than any campaign runs.' },
    default: {
      moves: { yes: ['no'] },
      reason: 'A credit in default can be settled; nobody is told to default.',
    },
    balance: {
      direction: 'increase',
      maxChange: { amount: 2000 },
      reason:
        'One can put money aside, here 2000 euros of yearly average at most; nobody is told to have less.',
    },
    housing: { immutable: true, reason: 'Nobody pays off or takes out a mortgage to be offered a deposit.' },
    loan: { moves: { yes: ['no'] }, reason: 'A personal loan can be repaid; nobody is told to take one.' },
    contact: {
      moves: { telephone: ['cellular'] },
      reason: 'A client can leave a mobile number; how unknown clients are called stays unknown.',
    },
    day: { immutable: true, reason: calls },
    month: { immutable: true, reason: calls },
    campaign: { immutable: true, reason: 'How often the bank calls is for the bank to decide.' },
    pdays: { immutable: true, reason: earlier },
    previous: { immutable: true, reason: earlier },
    poutcome: { immutable: true, reason: earlier },
  },
};

/** Action policies of Bank Marketing. */
export const bankPolicies = { literature, actionable };
