import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { families } from '../../families/families.ts';
import { replicateCommand } from './replicate-command.ts';
import { replicateConfiguration } from './replicate-configuration.ts';

describe('replicateConfiguration', () => {
  it('reads names once each, in the order of the families, and all of them by one word', () => {
    expect(replicateConfiguration(['theory', 'main', 'theory'], {}).names).toEqual(['main', 'theory']);
    expect(replicateConfiguration(['all'], {}).names).toEqual(Object.keys(families));
  });

  it('resumes by default, and never mixes quick subsets with the whole', () => {
    expect(replicateConfiguration(['main'], {}).out).toBe('cfq-results');
    expect(replicateConfiguration(['main'], { quick: true }).out).toBe('cfq-results-quick');
    expect(replicateConfiguration(['main'], { quick: true, out: 'mine' }).out).toBe('mine');
  });

  it('leaves seeds and datasets to the family unless told', () => {
    const models = { teacher: {}, threshold: '0.5', classWeights: 'none' };
    expect(replicateConfiguration(['main'], {}).options).toEqual({ quick: false, ...models });
    expect(replicateConfiguration(['main'], { seeds: '1-2', dataset: 'german,adult' }).options).toEqual({
      quick: false,
      ...models,
      seeds: [1, 2],
      datasets: ['german', 'adult'],
    });
  });

  it.each<[string, string[], Parameters<typeof replicateConfiguration>[1], RegExp]>([
    ['an unknown family', ['mian'], {}, /"mian" \(known: main, ablations, .*all\)\. Did you mean "main"/],
    ['an unknown dataset', ['main'], { dataset: 'germna' }, /--dataset.*"germna".*Did you mean "german"/],
    ['no processes', ['main'], { jobs: '0' }, /^--jobs: .*got 0/],
    ['half a process', ['main'], { jobs: '1.5' }, /^--jobs: .*got 1\.5/],
    ['seeds that are none', ['main'], { seeds: 'x' }, /^--seeds/],
  ])('refuses %s', (_, words, flags, message) => {
    const attempt = () => replicateConfiguration(words, flags);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
  });
});

describe('replicateCommand', () => {
  it('is the command line that asks for the same', () => {
    const flags = { quick: true, seeds: '0-2', dataset: 'german', records: true, out: 'my results' };
    const configuration = replicateConfiguration(['main'], flags);
    expect(replicateCommand(['main'], configuration)).toBe(
      "cfq replicate main --quick --seeds 0,1,2 --dataset german --records --out 'my results'",
    );
  });
});
