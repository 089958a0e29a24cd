import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { policyOf } from './policy-of.ts';

const cautious = { name: 'cautious', description: 'little', features: {} };

describe('policyOf', () => {
  it('gives the policy of a name', () => {
    expect(policyOf({ name: 'loans', policies: { cautious } }, 'cautious')).toBe(cautious);
  });

  it('names those that there are, and the nearest', () => {
    const find = () => policyOf({ name: 'loans', policies: { cautious } }, 'cautios');
    expect(find).toThrow(DatasetError);
    expect(find).toThrow(
      '"loans" has no action policy "cautios" (known: cautious). Did you mean "cautious"?',
    );
    expect(() => policyOf({ name: 'loans', policies: { cautious } }, 'toString')).toThrow('no action policy');
  });

  it('says what to do where a set has none', () => {
    expect(() => policyOf({ name: 'loans', policies: {} }, 'actionable')).toThrow(
      '"loans" comes with no action policy (got "actionable"). Describe one under policies in its schema',
    );
  });
});
