import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ActionPolicy } from './action-policy.ts';
import { whyNobodyActs } from './why-nobody-acts.ts';

const features: FeatureSpec[] = [
  { name: 'age', kind: 'numeric', immutable: true, direction: 'any' },
  { name: 'job', kind: 'categorical', immutable: false, direction: 'any' },
];
const policy = (rules: ActionPolicy['features']): ActionPolicy => ({
  name: 'mine',
  description: 'mine',
  features: rules,
});

describe('whyNobodyActs', () => {
  it('is silent as long as one feature may change', () => {
    expect(whyNobodyActs({ features })).toBeUndefined();
    expect(
      whyNobodyActs({ features }, policy({ age: { immutable: false }, job: { immutable: true } })),
    ).toBeUndefined();
    expect(whyNobodyActs({ features }, policy({ job: { moves: { clerk: ['smith'] } } }))).toBeUndefined();
  });

  it('names the keys that leave nothing, and where they stand', () => {
    const fixed = features.map((feature) => ({ ...feature, immutable: true }));
    expect(whyNobodyActs({ features: fixed })).toMatch(
      /^No action is possible, .* by immutable: true in the columns of "age", "job"\./,
    );
    expect(whyNobodyActs({ features }, policy({ job: { immutable: true } }))).toMatch(
      /under the policy "mine".* in the columns of "age"; immutable: true in the policy "mine" of "job"\./,
    );
    expect(whyNobodyActs({ features }, policy({ job: { moves: {} } }))).toMatch(
      /moves to nowhere in the policy "mine" of "job"/,
    );
  });

  it('counts a feature that is the same in every row for fixed', () => {
    const table = (levels: string[]) => ({
      rows: 2,
      columns: {
        age: { kind: 'number' as const, values: Float64Array.of(3, 4) },
        job: { kind: 'level' as const, levels, codes: Int32Array.of(0, levels.length - 1) },
      },
    });
    expect(whyNobodyActs({ features, table: table(['clerk', 'smith']) })).toBeUndefined();
    expect(whyNobodyActs({ features, table: table(['clerk']) })).toMatch(
      /by immutable: true in the columns of "age"; the same value in every row of "job"\./,
    );
  });
});
