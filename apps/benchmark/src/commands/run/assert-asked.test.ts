import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { ownParts } from '../../plugins/parts.ts';
import { assertAsked } from './assert-asked.ts';
import { runConfiguration, type RunFlags } from './run-configuration.ts';

const asked = (given: RunFlags): void => {
  const { configuration, nameOf } = runConfiguration({ dataset: 'german', method: 'mixed-ptq', ...given });
  assertAsked(configuration, nameOf, ownParts);
};

describe('what a run asks for', () => {
  it('may be any sensitivity with any allocator of losses, and options of the solver that is named', () => {
    const sensitivity = Object.keys(ownParts.sensitivity).join(',');
    const allocator = 'greedy,haq,knapsack,worst-group';
    expect(() => asked({ sensitivity, allocator, spend: 'bits,bytes,bit-operations' })).not.toThrow();
    expect(() => asked({ evaluationSolver: 'pgd', solverOption: ['iterations=3'] })).not.toThrow();
    expect(() => asked({ solver: 'linear', backbone: 'logistic' })).not.toThrow();
  });

  it.each<[string, RunFlags, RegExp]>([
    [
      'an unknown sensitivity',
      { sensitivity: 'loss,fishr' },
      /^--sensitivity: unknown name "fishr" \(known: .*hawq-v2.*\)\. Did you mean "fisher"\?$/,
    ],
    [
      'an unknown allocator',
      { allocator: 'knap-sack' },
      /^--allocator: unknown name .*Did you mean "knapsack"/,
    ],
    ['either as an override', { override: ['sensitivity=fishr'] }, /^--override: unknown name "fishr"/],
    ['an unknown solver of the evaluation', { evaluationSolver: 'pdg' }, /^--evaluation-solver: .*"pdg"/],
    [
      'a linear one for a network',
      { evaluationSolver: 'linear' },
      /^--evaluation-solver: "linear" is for linear models .*mlp:128-64/,
    ],
    [
      'an option that no solver of the name has',
      { solver: 'pgd', solverOption: ['itertions=3'] },
      /^--solver-option: pgd\.solve: options are known \(expected .*iterations.*got itertions\)/,
    ],
    [
      'an option out of range',
      { solver: 'slp', evaluationSolver: 'pgd', solverOption: ['iterations=-1'] },
      /^--solver-option: pgd\.solve: iterations is in range/,
    ],
    [
      'a sensitivity of what chooses by none',
      { allocator: 'knapsack,uniform', sensitivity: 'fisher' },
      /^--sensitivity and --allocator: a sensitivity belongs to an allocator that chooses by losses \(expected one of greedy, haq, knapsack, worst-group, got "uniform"\)\. Name another allocator, or leave/,
    ],
    [
      'one beside a method whose own allocator has no use for it, naming the method',
      { method: 'mixed-ptq,lsq', sensitivity: 'fisher', override: ['batch=8'] },
      /^--sensitivity: .*got "uniform" as "lsq" has it\)\. Name an allocator too.* Asked of lsq\.$/,
    ],
    [
      'a cost that a policy cannot learn against',
      { method: 'cfq', spend: 'bytes' },
      /^--spend: .*"gumbel-softmax" learns against bits/,
    ],
    ['an override out of range', { override: ['observer=min'] }, /^--override: observer is out of range/],
    ['any for full precision', { method: 'fp32', override: ['batch=8'] }, /^--override: a full-precision/],
  ])('is refused where it is %s', (_, given, message) => {
    expect(() => asked(given)).toThrow(UsageError);
    expect(() => asked(given)).toThrow(message);
  });
});
