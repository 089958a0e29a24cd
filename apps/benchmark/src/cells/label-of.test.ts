import { expect, it } from 'vitest';
import { labelOf } from './label-of.ts';
import { sampleSettings } from '../testing/sample-cell.ts';

const label = (given: Parameters<typeof sampleSettings>[0]) =>
  labelOf({ settings: sampleSettings({ dataset: 'german', seed: 2, backbone: 'mlp:128-64', ...given }) });

it('names a cell of the protocol by dataset, method, budget and seed alone', () => {
  expect(label({ budgetBits: 2.5 })).toBe('german lsq 2.5 bits seed 2');
});

it('tells cells of other backbones and variants apart', () => {
  expect(label({ backbone: 'logistic' })).toBe('german lsq 4 bits seed 2, logistic');
  expect(label({ backbone: 'mlp:64', cost: 'l2' })).toBe('german lsq 4 bits seed 2, mlp:64, cost=l2');
});

it('tells policies, cut-offs and class weights apart from the usual ones', () => {
  expect(label({ actions: 'actionable' })).toBe('german lsq 4 bits seed 2');
  expect(label({ actions: 'literature', decision: 'cost:5:1', classWeights: 'balanced' })).toBe(
    'german lsq 4 bits seed 2, actions=literature, threshold=cost:5:1, class weights balanced',
  );
});
