import { describe, expect, it } from 'vitest';
import { ModelsError } from '../models-error.ts';
import { parseInputMap } from './parse-input-map.ts';

describe('parseInputMap', () => {
  it.each<[string, RegExp]>([
    [
      '{ layout: coded }',
      /inputs\.x\.layout: expected one of "raw", "one-hot", "encoded", the file says coded/,
    ],
    ['{ layot: raw }', /inputs\.x: unknown key "layot" .* did you mean "layout"\?/],
    ['{ colunm: a }', /inputs\.x: unknown key "colunm" .* did you mean "column"\?/],
    ['{ layout: raw, column: a }', /inputs\.x: "layout" and the other keys say different things/],
    ['[{ layout: raw }]', /inputs\.x\.0: unknown key "layout"/],
    ['{ constant: [1] }', /inputs\.x\.constant: expected a number or a word, got \[1\]/],
    ['{ column: a, is: [1] }', /inputs\.x\.is: expected a word, got \[1\]/],
    ['[{ column: a, scale: 0 }]', /inputs\.x\.0\.scale: expected a number other than 0/],
    ['{}', /inputs\.x\.column: is absent/],
    ['[]', /inputs\.x: expected at least 1 entry/],
  ])('says what is wrong with %s', (written, message) => {
    expect(() => parseInputMap(`inputs:\n  x: ${written}`, 'map.yaml')).toThrow(message);
    expect(() => parseInputMap(`inputs:\n  x: ${written}`, 'map.yaml')).toThrow(ModelsError);
    expect(() => parseInputMap(`inputs:\n  x: ${written}`, 'map.yaml')).toThrow(/map\.yaml: line 2/);
  });
});
