import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.ts';

describe('parseYaml', () => {
  it('says on which line what stands', () => {
    const { document, lineOf, fault } = parseYaml('a: 1\n\nb:\n  - c\n');
    expect(fault).toBeUndefined();
    expect(document.toJS()).toEqual({ a: 1, b: ['c'] });
    expect([lineOf(document.get('a', true)), lineOf(document.getIn(['b', 0], true)), lineOf(null)]).toEqual([
      1, 4, 1,
    ]);
  });

  it.each([
    ['a: 1\nb: { c: 1, c: 2 }\n', 2, 'DUPLICATE_KEY', 'key "c" stands twice in one map'],
    ['a: 1\n"a": 1\n', 2, 'DUPLICATE_KEY', 'key "a" stands twice in one map'],
    ['1: a\n01: a\n', 2, 'DUPLICATE_KEY', 'key "1" stands twice in one map'],
    ['a: !own 1\n', 1, 'TAG_RESOLVE_FAILED', 'Unresolved tag: !own'],
    ['['.repeat(20_000), 1, 'RESOURCE_EXHAUSTION', 'values are nested too deeply'],
  ])('finds what is wrong with %.20j', (text, line, code, problem) => {
    expect(parseYaml(text).fault).toEqual({ line, code, problem });
  });

  it('takes keys that are equal in different maps, or written alike and of different kinds', () => {
    expect(parseYaml('a: { c: 1 }\nb: { c: 1 }\n1: x\n"1": y\n').fault).toBeUndefined();
  });

  it('finds a key again among many', () => {
    const text = Array.from({ length: 2000 }, (_, at) => `k${at}: ${at}`).join('\n');
    expect(parseYaml(text).fault).toBeUndefined();
    expect(parseYaml(`${text}\nk7: 0\n`).fault).toMatchObject({ line: 2001, code: 'DUPLICATE_KEY' });
  });
});
