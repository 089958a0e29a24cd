import { defineAllocator, sensitivities, uniformAllocation } from '@cfq/bit-allocation';
import { describe, expect, it } from 'vitest';
import { recipeCatalogue } from './recipe-catalogue.ts';
import { hinge } from '../terms/hinge.ts';
import { budgetsOf } from './budgets-of.ts';
import { methods } from '../methods/methods.ts';
import { overrideRecipe } from './override-recipe.ts';
import type { Method, QuantizedMethod } from './method.ts';
import type { RecipeOverrides } from './recipe-overrides.ts';

const weights = (recipe: Method): Record<string, number> =>
  recipe.kind === 'quantized'
    ? Object.fromEntries(recipe.terms.map(({ term, weight }) => [term.name, weight]))
    : {};
const refusal = (recipe: Method, overrides: object): string => {
  try {
    overrideRecipe(recipe, overrides);
  } catch (error) {
    return String(error);
  }
  return 'none';
};

/** A recipe as data: stages of the same make are equal. */
const plain = (recipe: Method): unknown => JSON.parse(JSON.stringify(recipe));

describe('overrideRecipe', () => {
  it('gives the recipe itself where nothing differs', () => {
    for (const recipe of Object.values<Method>(methods)) expect(overrideRecipe(recipe, {})).toBe(recipe);
  });

  it('changes what it is told and nothing else, and leaves the recipe as it was', () => {
    const before = JSON.stringify(methods.cfq);
    const given: RecipeOverrides = {
      terms: { valid: 0, 'bit-cost': 0.1, hinge: 2 },
      perChannel: true,
      length: { steps: 40 },
      learningRate: 5e-4,
      totalDecay: 0,
    };
    const changed = overrideRecipe(methods.cfq, given) as QuantizedMethod;
    expect(weights(changed)).toEqual({ task: 1, 'bit-cost': 0.1, hinge: 2 });
    expect(changed.weights).toEqual({ ...methods.cfq.weights, perChannel: true });
    expect(changed.training).toEqual({
      ...methods.cfq.training,
      length: { steps: 40 },
      learningRate: 5e-4,
      totalDecay: 0,
    });
    expect({ ...changed, weights: 0, terms: 0, training: 0 }).toEqual({
      ...methods.cfq,
      weights: 0,
      terms: 0,
      training: 0,
    });
    expect(JSON.stringify(methods.cfq)).toBe(before);
    const { activations } = overrideRecipe(methods.cfq, { activationBits: 16 }) as QuantizedMethod;
    expect(activations).toEqual({ ...methods.cfq.activations, bits: 16 });
  });

  it('makes one method of another: cfq without its loss is mixedprec’s objective, with uniform bits cfq-uniform’s', () => {
    expect(weights(overrideRecipe(methods.cfq, { terms: { valid: 0 } }))).toEqual(weights(methods.mixedprec));
    const uniform = overrideRecipe(methods.cfq, { terms: { 'bit-cost': 0 }, allocator: 'uniform' });
    const { name, description, source } = methods['cfq-uniform'];
    expect(plain({ ...uniform, name, description, source })).toEqual(plain(methods['cfq-uniform']));
  });

  it('composes any allocator with any sensitivity, and keeps what is not named', () => {
    const parts = (recipe: Method, overrides: RecipeOverrides): unknown => {
      const { bits } = overrideRecipe(recipe, overrides) as QuantizedMethod;
      return bits.options;
    };
    const faithful = methods['cfq-faithful'];
    expect(parts(faithful, { allocator: 'greedy' })).toEqual({
      sensitivity: 'counterfactual-margin',
      allocator: 'greedy',
      trials: true,
    });
    expect(parts(methods['mixed-ptq'], { sensitivity: 'counterfactual' })).toEqual({
      sensitivity: 'counterfactual',
      allocator: 'knapsack',
      trials: false,
    });
    for (const allocator of ['knapsack', 'greedy']) {
      for (const sensitivity of Object.keys(sensitivities)) {
        expect(parts(methods.lsq, { allocator, sensitivity })).toMatchObject({ allocator, sensitivity });
      }
    }
  });

  it('names parts through a catalogue, so that those from outside can be named', () => {
    const mine = defineAllocator({
      name: 'mine',
      description: 'as uniform',
      source: 'none',
      needs: 'nothing',
      allocate: uniformAllocation,
    });
    const catalogue = { ...recipeCatalogue, allocators: { ...recipeCatalogue.allocators, mine } };
    const changed = overrideRecipe(methods.lsq, { allocator: 'mine' }, catalogue) as QuantizedMethod;
    expect(changed.bits.parts?.allocator).toBe(mine);
    expect(refusal(methods.lsq, { allocator: 'mine' })).toMatch(/unknown allocator "mine"/);
  });

  it('hands options to the terms they belong to', () => {
    const described = (recipe: Method, overrides: RecipeOverrides): string =>
      (overrideRecipe(recipe, overrides) as QuantizedMethod).terms.map(({ term }) => term.description).join();
    expect(described(methods['cfq-match'], { unrolledSteps: 3 })).toContain('actions of 3 unrolled steps');
    expect(described(methods['cfq-match'], {})).toContain('actions of 1 unrolled steps');
    expect(described(methods['cfq-hinge'], { hingeGamma: 0.4 })).toContain(hinge({ gamma: 0.4 }).description);
  });

  it('refuses what it does not know, what is out of range, and what has no meaning', () => {
    const { cfq, fp32 } = methods;
    expect(refusal(cfq, { rate: 1 })).toMatch(
      /overrideRecipe: unknown field \(expected one of terms, allocator, .*, got "rate"\)\. Correct it\./,
    );
    expect(refusal(cfq, { terms: { vald: 1 } })).toMatch(
      /unknown term "vald" \(expected one of activation-penalty, bit-cost, /,
    );
    const outOfRange: object[] = [
      { terms: { valid: -1 } },
      { terms: { valid: 1e10 } },
      { terms: 3 },
      { allocator: 3 },
      { perChannel: 1 },
      { length: { passes: 0 } },
      { length: { steps: 20, passes: 1 } },
      { length: { steps: 2.5 } },
      { length: { passes: 1e308 } },
      { batch: 1e308 },
      { totalDecay: 1e308 },
      { batch: 1.5 },
      { learningRate: 0 },
      { quantizerLrScale: Number.NaN },
      { totalDecay: -1 },
      { unrolledSteps: 4 },
      { hingeGamma: '0.2' },
      { activationBits: 1 },
      { inputBits: 17 },
    ];
    for (const overrides of outOfRange) {
      expect(refusal(cfq, overrides)).toContain(`${Object.keys(overrides)[0]} is out of range`);
    }
    for (const activationBits of [9, 11, 13, 14, 15]) {
      expect(refusal(cfq, { activationBits })).toMatch(new RegExp(`bits must .*got ${activationBits}`));
    }
    expect(refusal(cfq, { allocator: 'best' })).toMatch(
      /unknown allocator "best" \(expected one of greedy, /,
    );
    expect(refusal(cfq, { sensitivity: 'loss' })).toMatch(
      /an allocator that chooses by losses.*got "gumbel-softmax" as "cfq" has it\)\. Name an allocator too/,
    );
    expect(refusal(methods['mixed-ptq'], { sensitivity: 'loss', allocator: 'uniform' })).toMatch(
      /expected one of greedy, haq, knapsack, worst-group, got "uniform"\)\. Name another allocator, or leave/,
    );
    expect(refusal(cfq, { allocator: 'knapsack' })).toMatch(/"knapsack" chooses by what is measured/);
    expect(refusal(cfq, { unrolledSteps: 2 })).toContain('unrolledSteps belongs to a term');
    expect(refusal(cfq, { hingeGamma: 1 })).toContain('expected "hinge" among task, valid, bit-cost');
    expect(refusal(cfq, { terms: { task: 0, valid: 0 } })).toContain('needs a term that looks at decisions');
    expect(refusal(fp32, { learningRate: 1 })).toContain('a full-precision method has no recipe');
  });
});

describe('budgetsOf', () => {
  it('is 32 for full precision, the width of a method that has one, else what was asked for', () => {
    for (const recipe of Object.values<Method>(methods)) {
      const fixed = recipe.kind === 'quantized' ? recipe.bits.fixedBits : 32;
      expect(budgetsOf(recipe, [3, 4])).toEqual(fixed === undefined ? [3, 4] : [fixed]);
    }
  });
});
