import { describe, expect, it } from 'vitest';
import { TrainingError } from '../training-error.ts';
import { decisionRuleText, parseDecisionRule, type DecisionRule } from './decision-rule.ts';

describe('parseDecisionRule', () => {
  const rules: readonly [string, DecisionRule][] = [
    ['0.5', { kind: 'fixed', threshold: 0.5 }],
    ['0.925', { kind: 'fixed', threshold: 0.925 }],
    ['cost:5:1', { kind: 'cost', falseGrant: 5, falseDenial: 1 }],
    ['cost:0.5:2', { kind: 'cost', falseGrant: 0.5, falseDenial: 2 }],
    ['acceptance:0.8', { kind: 'acceptance-rate', rate: 0.8 }],
    ['f1', { kind: 'f1' }],
    ['youden', { kind: 'youden' }],
  ];

  it.each(rules)('reads %s, and writes it again', (text, rule) => {
    expect(parseDecisionRule(text)).toEqual(rule);
    expect(parseDecisionRule(` ${text} `)).toEqual(rule);
    expect(decisionRuleText(rule)).toBe(text);
  });

  it('gives equal rules equal texts', () => {
    expect(decisionRuleText(parseDecisionRule('.50'))).toBe('0.5');
    expect(decisionRuleText(parseDecisionRule('cost:5.0:1'))).toBe('cost:5:1');
  });

  it.each([
    ...['', '0', '1', '1.5', '-0.2', 'NaN', '50%', 'cost', 'cost:5', 'cost:5:1:1', 'cost:0:1', 'cost:-1:1'],
    ...['cost::1', 'cost:a:b', 'acceptance', 'acceptance:', 'acceptance:1', 'acceptance:80', 'f1:2', 'F1'],
    ...['youden:1', '0.5:1', 'median'],
  ])('refuses "%s", saying what is possible', (text) => {
    expect(() => parseDecisionRule(text)).toThrow(TrainingError);
    expect(() => parseDecisionRule(text)).toThrow('cost:5:1');
  });
});
