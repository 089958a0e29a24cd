import { parsePeople, type People } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { ModelsError } from '../models-error.ts';
import { favourableClass } from './favourable-class.ts';
import type { ClassLabel, OutputCandidate } from './output-candidate.ts';

const peopleWith = (favourable: string, csv: string): People =>
  parsePeople({
    csv,
    schema: {
      name: 'people',
      columns: { a: { kind: 'numeric' } },
      sparsity: 1,
      label: { column: 'paid', favourable },
    },
  });
const good = peopleWith('good', 'a,paid\n1,good\n2,bad');
const one = peopleWith('1', 'a,paid\n1,1\n2,0');
const unknown = peopleWith('good', 'a\n1\n2');

function output(
  labels: readonly [ClassLabel, ClassLabel] | null,
  favourable: 0 | 1 | null = null,
): OutputCandidate {
  return {
    ...{ name: 'shares', tensor: 'shares', exposes: null, isFloat: true, kind: 'probabilities' },
    ...{ labels, speaksFor: 1, favourable },
  };
}

const of = (candidate: OutputCandidate, people: People | null, positive?: ClassLabel) =>
  favourableClass('file.onnx', candidate, { positive, people });

describe('favourableClass', () => {
  it.each<[string, OutputCandidate, People | null, ClassLabel | undefined, 0 | 1, RegExp]>([
    [
      'what is asked for',
      output(['bad', 'good']),
      good,
      'bad',
      0,
      /"bad", class 0 of the file, as was asked for/,
    ],
    ['a place', output(null), good, 0, 0, /class 0, as was asked for/],
    ['a number that is a label', output([1, 2]), good, '2', 1, /2, class 1/],
    [
      'the word of the schema',
      output(['good', 'bad']),
      good,
      undefined,
      0,
      /since the schema calls "good" favourable/,
    ],
    ['the word, where the table has no outcomes', output(['good', 'bad']), unknown, undefined, 0, /"good"/],
    ['the other word', output(['bad', 'fine']), good, undefined, 1, /"fine"/],
    [
      'the number of the schema',
      output([1, 0]),
      one,
      undefined,
      0,
      /1, class 0 of the file, since the schema/,
    ],
    ['the metadata', output(null, 0), null, undefined, 0, /as the file says/],
    ['class 1 of counted classes', output([0, 1]), good, undefined, 1, /nothing says otherwise/],
    ['class 1', output(null), good, undefined, 1, /nothing says otherwise/],
  ])('takes %s', (_, candidate, people, positive, place, because) => {
    const found = of(candidate, people, positive);
    expect(found.place).toBe(place);
    expect(found.because).toMatch(because);
  });

  it.each<[string, OutputCandidate, People | null, ClassLabel | undefined, RegExp]>([
    [
      'a class that is none',
      output(['bad', 'good']),
      good,
      'great',
      /expected one of "bad", "good", got "great"/,
    ],
    ['a place of classes with names', output(['bad', 'good']), good, 1, /got 1\)/],
    ['words that nobody knows', output(['ja', 'nein']), good, undefined, /got "good" in the schema/],
    [
      'words without a schema that says',
      output(['ja', 'nein']),
      null,
      undefined,
      /no favourable outcome in the schema/,
    ],
    [
      'metadata against the schema',
      output(['good', 'bad'], 1),
      good,
      undefined,
      /expected one of "good", "bad", got "good", class 0 of the file by the schema, "bad", class 1 of the file by the metadata/,
    ],
  ])('refuses %s', (_, candidate, people, positive, message) => {
    expect(() => of(candidate, people, positive)).toThrow(message);
    expect(() => of(candidate, people, positive)).toThrow(ModelsError);
  });
});
