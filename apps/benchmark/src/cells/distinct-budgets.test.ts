import { methods, overrideRecipe, type Method } from '@cfq/training';
import { describe, expect, it } from 'vitest';
import { distinctBudgets } from './distinct-budgets.ts';

const rows = (recipe: Method, asked: readonly number[]) =>
  distinctBudgets(recipe, asked).map(({ budgetBits, asked: equal }) => [budgetBits, equal]);

describe('distinctBudgets', () => {
  it('spends no more than the largest candidate', () => {
    expect(rows(methods.lsq, [8, 32, 16])).toEqual([[8, [8, 32, 16]]]);
    expect(rows(methods.cfq, [16, 4, 32])).toEqual([
      [16, [16, 32]],
      [4, [4]],
    ]);
  });

  it('takes the largest width within the budget where one width is everywhere', () => {
    expect(rows(methods.lsq, [2, 2.5, 3, 4, 5, 5.5, 6])).toEqual([
      [2, [2, 2.5]],
      [3, [3]],
      [4, [4]],
      [5, [5, 5.5]],
      [6, [6]],
    ]);
  });

  it('tells budgets apart that several widths can meet', () => {
    expect(rows(methods.cfq, [2.5, 4, 6])).toEqual([
      [2.5, [2.5]],
      [4, [4]],
      [6, [6]],
    ]);
    expect(rows(overrideRecipe(methods.cfq, { allocator: 'uniform' }), [4, 4.9])).toEqual([[4, [4, 4.9]]]);
  });

  it('knows one budget of full precision and of a width of its own', () => {
    expect(rows(methods.fp32, [2.5, 4, 32])).toEqual([[32, [2.5, 4, 32]]]);
    expect(rows(methods.ptq4, [3, 4, 8])).toEqual([[4, [3, 4, 8]]]);
    expect(rows(methods.ptq8, [16])).toEqual([[8, [16]]]);
  });
});
