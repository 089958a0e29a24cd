import { expect, it } from 'vitest';
import { inWords } from './in-words.ts';

it.each([
  ['german, mlp:128-64, actions=literature, 4 bits', 'german, mlp:128-64, literature policy, 4 bits'],
  ['kd, inputBits=1', 'kd, columns of 1 bit'],
  ['cfq, terms=valid 0 match 2', 'cfq, without the term valid and term match × 2'],
  ['cfq, K=3: parts', "cfq, teacher's actions in 3 steps: parts"],
  ['adult: sensitivity=hawq-v2', 'adult: hawq-v2 sensitivity'],
  ['pgd, solver learningRate=0.1', 'pgd, solver learning rate 0.1'],
  ['recourse at κ = 0.2', 'recourse at κ = 0.2'],
  ['cfq run --set a=b', 'cfq run --set a=b'],
])('%s is said as %s', (label, words) => {
  expect(inWords(label)).toBe(words);
  expect(inWords(words)).toBe(words);
});
