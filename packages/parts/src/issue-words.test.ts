import { describe, expect, it } from 'vitest';
import { issueWords, type SchemaIssue } from './index.ts';

describe('issueWords', () => {
  it.each<[string, SchemaIssue]>([
    ['expected a map', { code: 'invalid_type', expected: 'record' }],
    ['expected a map', { code: 'invalid_type', expected: 'object' }],
    ['expected true or false', { code: 'invalid_type', expected: 'boolean' }],
    ['expected a list', { code: 'invalid_type', expected: 'array' }],
    ['expected one of "any", "increase"', { code: 'invalid_value', values: ['any', 'increase'] }],
    ['expected "numeric"', { code: 'invalid_value', values: ['numeric'] }],
    ['expected a number above 0', { code: 'too_small', origin: 'number', minimum: 0, inclusive: false }],
    ['expected a number of at least 1', { code: 'too_small', origin: 'int', minimum: 1, inclusive: true }],
    ['expected at least 1 entry', { code: 'too_small', origin: 'array', minimum: 1, inclusive: true }],
    ['expected at least 1 character', { code: 'too_small', origin: 'string', minimum: 1, inclusive: true }],
    ['expected at most 2 entries', { code: 'too_big', origin: 'array', maximum: 2, inclusive: true }],
    ['expected exactly 1 character', { code: 'too_big', origin: 'string', maximum: 1, exact: true }],
    ['unknown keys "a", "b"', { code: 'unrecognized_keys', keys: ['a', 'b'] }],
    ['expected one of "at-most"', { code: 'invalid_union', options: ['at-most', 'x'] }],
  ])('says %s', (words, issue) => {
    expect(issueWords(issue)).toContain(words.replace('one of "at-most"', 'one of "at-most", "x"'));
  });

  it('leaves issues with words of their own alone', () => {
    expect(issueWords({ code: 'custom' })).toBeUndefined();
  });
});
