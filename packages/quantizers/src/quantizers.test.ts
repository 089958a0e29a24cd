import { describe, expect, test } from 'vitest';
import { QuantizerError } from './quantizer-error.ts';
import { quantizer, quantizers } from './quantizers.ts';
import { quantizerLaws } from './testing/index.ts';

describe.each(Object.values(quantizers))('$name', (entry) => {
  test.each(quantizerLaws)('$name', async (law) => {
    await expect(law.check(entry)).resolves.toBeUndefined();
  });
});

describe('quantizer', () => {
  test('finds every registered quantizer by its key', () => {
    for (const [name, entry] of Object.entries(quantizers)) expect(quantizer(name)).toBe(entry);
  });

  test('an unknown name lists the known ones', () => {
    expect(() => quantizer('lsqq')).toThrow(QuantizerError);
    expect(() => quantizer('lsqq')).toThrow(/unknown quantizer "lsqq".*lsq, lsq-activation, pact/);
    expect(() => quantizer('toString')).toThrow(/unknown quantizer/);
  });
});
