import { smallStudy } from '../testing/small-study.ts';
import { describe, expect, it } from 'vitest';
import { packEvaluation, unpackEvaluation } from './stored-evaluation.ts';

describe('unpackEvaluation', () => {
  it('makes the evaluation again, the same to the last bit', async () => {
    const { evaluated, x, actionSet } = await smallStudy(0);
    expect(unpackEvaluation(structuredClone(packEvaluation(evaluated)), x, actionSet)).toStrictEqual(
      evaluated,
    );
  });
});
