import { describe, expect, it } from 'vitest';
import { actionSet, solvers } from '@cfq/recourse';
import { parseBackbone } from '../cells/parse-backbone.ts';
import { evaluationSolver } from './evaluation-solver.ts';

const features = ['debt', 'limit'].map((name) => ({ name, kind: 'numeric' as const, lower: 0, upper: 9 }));
const free = actionSet({ features });
const tied = actionSet({ features, relations: [{ kind: 'at-most', lower: 'debt', upper: 'limit' }] });

describe('evaluationSolver', () => {
  it('is exact where it can be, and never one that refuses what the policy says', () => {
    expect(evaluationSolver(parseBackbone('logistic'), free)).toBe('linear');
    for (const backbone of ['logistic', 'mlp:8']) {
      expect(solvers[evaluationSolver(parseBackbone(backbone), tied)].relations).toBe('kept');
    }
  });
});
