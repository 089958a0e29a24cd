import { dorefa } from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { methodLaws } from '../testing/index.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { lsqMethod } from './lsq.ts';
import { methods } from './methods.ts';
import type { Method } from '../recipe/method.ts';

describe.each(Object.values<Method>(methods))('$name', (entry) => {
  for (const { name, check } of methodLaws(entry)) it(name, check, 60_000);
});

describe('a method from outside', () => {
  const { part, ...definition } = lsqMethod;

  it('is one of the catalogue again where nothing differs', () => {
    expect(part).toBe('method');
    expect(defineMethod({ ...definition, kind: 'quantized' })).toEqual(lsqMethod);
  });

  it.each<[string, object, RegExp]>([
    ['a name that is no key', { name: 'Not A Key' }, /name of "Not A Key" must be a kebab-case name/],
    ['an unknown role', { role: 'star' }, /role of "lsq" must be one of floor, baseline, paper, ours/],
    ['a field it does not know', { allocator: 'uniform' }, /unknown field "allocator" of "lsq"/],
    ['bits without a stage', { bits: { name: 'none' } }, /bits of "lsq" must be a stage that can choose/],
    [
      'a quantizer for something else',
      { weights: { ...lsqMethod.weights, quantizer: lsqMethod.activations.quantizer } },
      /its weight quantizer is one for weights \(expected weight, got "pact", for activation/,
    ],
    [
      'parameters a channel of a quantizer that has none',
      { weights: { ...lsqMethod.weights, quantizer: dorefa, perChannel: true } },
      /its weight quantizer has parameters a channel \(expected one that has, got "dorefa"/,
    ],
    [
      'two terms of one name',
      { terms: [...lsqMethod.terms, ...lsqMethod.terms] },
      /terms have names of their own \(expected each once, got "task" twice/,
    ],
    ['nothing to descend', { terms: [] }, /needs a term that looks at decisions .*got none/],
    [
      'stages that spend too much',
      { round: { ...lsqMethod.round, calls: 21 } },
      /stages share the calls of a run \(expected at most 20, got 21/,
    ],
  ])('%s is refused', (_, wrong, message) => {
    expect(() => defineMethod({ ...definition, kind: 'quantized', ...wrong } as never)).toThrow(message);
  });

  it('is refused by the law it breaks', async () => {
    const spendthrift: Method = {
      ...lsqMethod,
      name: 'spendthrift',
      bits: {
        ...lsqMethod.bits,
        choose: ({ seed, teacher }) =>
          Promise.resolve({
            allocation: teacher.model.layers.map(({ layer }) => ({ layer, bits: seed === 0 ? 8 : 2 })),
            searched: null,
          }),
      },
    };
    const [budget] = methodLaws(spendthrift);
    await expect(budget!.check()).rejects.toThrow(/exceeds its budget/);
  });
});
