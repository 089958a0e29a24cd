import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/benchmark-error.ts';
import { parseBackbone } from './parse-backbone.ts';

describe('parseBackbone', () => {
  it('reads logistic regression and any depth of network, in one canonical spelling', () => {
    expect(parseBackbone('logistic')).toEqual({ name: 'logistic', hidden: [] });
    expect(parseBackbone('mlp:128-64')).toEqual({ name: 'mlp:128-64', hidden: [128, 64] });
    expect(parseBackbone('mlp:08')).toEqual({ name: 'mlp:8', hidden: [8] });
  });

  it.each(['', 'mlp', 'mlp:', 'mlp:0', 'mlp:8-', 'mlp:70000', 'mlp:8x8', 'resnet', 'Logistic'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseBackbone(text)).toThrow(UsageError);
    },
  );
});
