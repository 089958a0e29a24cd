import { describe, expect, it } from 'vitest';
import { ownParts } from '../../plugins/parts.ts';
import { runConfiguration, type RunFlags } from './run-configuration.ts';
import { settingsOf } from './settings-of.ts';

const solversOf = (flags: RunFlags) => {
  const { configuration } = runConfiguration({ dataset: 'german', method: 'cfq', seeds: '0', ...flags });
  const [{ solver, solverOptions, teacherActions }] = settingsOf(
    'german',
    { ...configuration, actions: [undefined] },
    ownParts,
  ) as [ReturnType<typeof settingsOf>[number]];
  return { solver, solverOptions, teacherActions };
};

describe('what looks for recourse', () => {
  it('is the usual in training and evaluation, one in both, or one in each', () => {
    expect(solversOf({})).toEqual({ solver: undefined, solverOptions: undefined, teacherActions: {} });
    expect(solversOf({ solver: 'dice' })).toMatchObject({
      solver: 'dice',
      teacherActions: { solver: 'dice' },
    });
    expect(solversOf({ evaluationSolver: 'dice' })).toMatchObject({ solver: 'dice', teacherActions: {} });
    expect(solversOf({ solver: 'slp', evaluationSolver: 'dice' })).toMatchObject({
      solver: 'dice',
      teacherActions: { solver: 'slp' },
    });
  });

  it('has its options in both, or those of the evaluation where that has its own', () => {
    const solverOption = ['preset=fast'];
    const options = { preset: 'fast' };
    expect(solversOf({ solver: 'slp', solverOption })).toEqual({
      solver: 'slp',
      solverOptions: options,
      teacherActions: { solver: 'slp', solverOptions: options },
    });
    expect(solversOf({ solver: 'pgd', evaluationSolver: 'slp', solverOption })).toEqual({
      solver: 'slp',
      solverOptions: options,
      teacherActions: { solver: 'pgd' },
    });
  });
});
