import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auditMetric,
  auditMetricNames,
  checkLimits,
  LimitError,
  parseLimitExpression,
  parseLimits,
  type AuditMetricName,
  type AuditNumber,
} from '../index.ts';
import { auditNumber, type NumberContent } from '../numbers/record-numbers.ts';

const measured = (
  metric: AuditMetricName,
  value: number | null,
  more: Partial<NumberContent> = {},
): AuditNumber =>
  auditNumber(metric, auditMetric(metric).atMargin ? 0.2 : null, {
    ...{ value, count: value === null ? 0 : 100, lower: null, upper: null, interval: 'none' },
    ...more,
  });

const verdict = (text: string, ...numbers: AuditNumber[]) => {
  const read = /[:{]/.test(text) ? parseLimits(text) : parseLimitExpression(text);
  return checkLimits({ numbers }, read.limits)[0]!;
};

describe('limits as written', () => {
  it('are the same in a file and in an expression', () => {
    const file = parseLimits(
      'flips: 0.5%\nvd@0.2: { value: 1 %, greater_is_better: false }\nnear-miss: 0.95\n',
    );
    const line = parseLimitExpression('flips<=0.005, vd<=1%; near-miss >= 0.95');
    expect(file.limits).toEqual(line.limits);
    expect(line.limits.map(({ id, value }) => [id, value])).toEqual([
      ['flips', 0.005],
      ['vd@0.2', 0.01],
      ['near-miss', 0.95],
    ]);
    expect(parseLimits('{"flips": {"value": 0.005}}', { file: 'limits.json' })).toMatchObject({
      source: 'limits.json',
      text: '{"flips": {"value": 0.005}}',
    });
  });

  it('take every number of the catalogue, in the direction in which it is better', () => {
    for (const name of auditMetricNames) {
      const [better, worse] = auditMetric(name).better === 'higher' ? ['>=', '<='] : ['<=', '>='];
      expect(parseLimitExpression(`${name}${better}0.5`).limits[0]).toMatchObject({
        metric: name,
        value: 0.5,
      });
      expect(() => parseLimitExpression(`${name}${worse}0.5`)).toThrow('Turn it round');
    }
  });

  it('reads percentages as the fractions they are, to the last bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const [limit] = parseLimitExpression(`flips<=${hundredths / 100}%`).limits;
        expect(limit?.value).toBe(hundredths / 100 / 100);
        // A share of exactly as many people as the limit allows is within it.
        const share = measured('flips', hundredths / 10_000);
        expect(checkLimits({ numbers: [share] }, [limit!])[0]!.verdict).toBe('met');
      }),
    );
  });

  it.each<[string, RegExp]>([
    ['flops<=1%', /unknown number .*got "flops".*Did you mean "flips"/],
    ['flips@0.2<=1%', /flips has no issue margin/],
    ['vd@x<=1%', /an issue margin is a number of logits .*got "vd@x"/],
    ['vd@0.2@1<=1%', /Write it after one @/],
    ['flips<1%', /a limit is a comparison/],
    ['flips', /a limit is a comparison/],
    ['flips<=5', /expected 0 to 1, got 5\)\. Write 5% for a percentage/],
    ['flips<=much', /value is a number or a percentage .*got "much"/],
    ['margin-error<=1%', /value is a number of logits/],
    ['flips<=1%, flips<=2%', /expected flips once, got it twice/],
    ['vd<=1%, vd@0.2<=2%', /expected vd@0.2 once/],
    ['', /there are limits/],
  ])('refuses the expression %s', (text, message) => {
    expect(() => parseLimitExpression(text)).toThrow(LimitError);
    expect(() => parseLimitExpression(text)).toThrow(message);
  });

  it.each<[string, RegExp]>([
    ['', /a.yaml holds limits .*got nothing/],
    ['- flips', /expected a map/],
    ['flips: 1%\nflips: 2%', /a.yaml line 2 is YAML or JSON/],
    ['# of the board\nflips:\n  valu: 1%', /a.yaml line 2, flips: unknown key "valu"/],
    ['flips: { value: [1] }', /a.yaml line 1, flips: value: /],
    ['vd@0.2: { greater_is_better: true, value: 1% }', /of vd less is better/],
    ['flips: { min_absolute_change: 1% }', /flips is a comparison already/],
    ['accuracy: { min_relative_change: 2 }', /expected −1 to 1, got 2/],
    ['accuracy: { greater_is_better: true }', /a limit has a bound/],
    ['accuracy:', /a limit has a bound/],
  ])('refuses the file %j', (text, message) => {
    expect(() => parseLimits(text, { file: 'a.yaml' })).toThrow(LimitError);
    expect(() => parseLimits(text, { file: 'a.yaml' })).toThrow(message);
  });
});

describe('checkLimits', () => {
  it.each<[string, number, number, string]>([
    // MLflow: at least the baseline plus 0.01 where greater is better, at most the baseline less 0.01 where less is.
    ['accuracy: { min_absolute_change: 0.01 }', 0.85, 0.86, 'met'],
    ['accuracy: { min_absolute_change: 0.01 }', 0.85, 0.859, 'missed'],
    ['cost@0.2: { min_absolute_change: 0.01 }', 0.5, 0.49, 'met'],
    ['cost@0.2: { min_absolute_change: 0.01 }', 0.5, 0.495, 'missed'],
    ['accuracy: { min_relative_change: 0.1 }', 0.8, 0.88, 'met'],
    ['accuracy: { min_relative_change: 0.1 }', 0.8, 0.87, 'missed'],
    ['cost@0.2: { min_relative_change: 0.1 }', 0.5, 0.45, 'met'],
    ['cost@0.2: { min_relative_change: 0.1 }', 0.5, 0.46, 'missed'],
    // MLflow: where the baseline is 0, better than it.
    ['cost@0.2: { min_relative_change: 0.1 }', 0, 0, 'missed'],
    ['accuracy: { min_relative_change: 0.1 }', 0, 0.001, 'met'],
    // Ours: how much worse it may be.
    ['accuracy: { min_absolute_change: -0.3% }', 0.85, 0.847, 'met'],
    ['accuracy: { min_absolute_change: -0.3% }', 0.85, 0.8469, 'missed'],
    ['cost@0.2: { min_relative_change: -5% }', 2, 2.1, 'met'],
    ['cost@0.2: { min_relative_change: -5% }', 2, 2.11, 'missed'],
  ])('%s with %d of the teacher and %d of the student: %4$s', (text, baseline, value, expected) => {
    const name = text.startsWith('cost') ? 'cost' : 'accuracy';
    expect(verdict(text, measured(name, value, { baseline })).verdict).toBe(expected);
  });

  it('goes by the measured value and says where the interval lies', () => {
    const flips = (lower: number, upper: number) =>
      verdict('flips<=1%', measured('flips', 0.005, { lower, upper, interval: 'bootstrap' }));
    expect(flips(0.001, 0.01)).toMatchObject({ verdict: 'met', interval: 'within' });
    expect(flips(0.001, 0.02)).toMatchObject({ verdict: 'met', interval: 'across' });
    expect(flips(0.02, 0.03)).toMatchObject({ interval: 'outside' });
    expect(verdict('flips<=1%', measured('flips', 0.005)).interval).toBe('none');
  });

  it('a number that nobody is counted in meets no limit', () => {
    expect(verdict('vd<=1%', measured('vd', null))).toMatchObject({ verdict: 'undefined', value: null });
    const unknown = verdict('accuracy: { min_absolute_change: -1% }', measured('accuracy', 0.9));
    expect(unknown).toMatchObject({ verdict: 'undefined', bound: null });
  });

  it('a safe margin beyond all that were measured misses limits among them; beyond, nothing is known', () => {
    const beyond = measured('safe-margin', null, { above: 0.8, count: 5 });
    expect(verdict('safe-margin<=0.4', beyond).verdict).toBe('missed');
    expect(verdict('safe-margin<=2', beyond).verdict).toBe('undefined');
  });

  it('gives one verdict a bound, and says each in words', () => {
    const text = 'accuracy: { value: 80%, min_absolute_change: -0.3%, min_relative_change: -1% }';
    const verdicts = checkLimits(
      { numbers: [measured('accuracy', 0.85, { baseline: 0.85 })] },
      parseLimits(text).limits,
    );
    expect(verdicts.map(({ rule, kind, verdict: one }) => [rule, kind, one])).toEqual([
      ['accuracy at least 80 %', 'value', 'met'],
      ["accuracy at least the teacher's less 0.3 points", 'min_absolute_change', 'met'],
      ["accuracy at least the teacher's less 1 % of it", 'min_relative_change', 'met'],
    ]);
    expect(verdict('vd<=0.125%', measured('vd', 0)).rule).toBe('vd@0.2 at most 0.125 %');
    expect(verdict('margin-error<=0.05', measured('margin-error', 0)).rule).toBe('margin-error at most 0.05');
  });

  it('refuses a number that was not measured', () => {
    const { limits } = parseLimitExpression('vd@0.3<=1%');
    expect(() => checkLimits({ numbers: [measured('vd', 0)] }, limits)).toThrow(
      /vd@0.3 was measured \(expected one of vd@0.2, got vd@0.3\)/,
    );
  });
});
