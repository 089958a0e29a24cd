import { describe, expect, it } from 'vitest';
import { QuantizerError } from './quantizer-error.ts';
import type { Quantizer } from './quantizer.ts';
import { quantizer, quantizers } from './quantizers.ts';
import { quantizerLaws } from './testing/index.ts';

for (const entry of Object.values<Quantizer>(quantizers)) {
  describe(entry.name, () => {
    for (const law of quantizerLaws(entry)) it(law.name, () => law.check());
  });
}

describe('quantizer', () => {
  it('finds every registered quantizer by its key', () => {
    for (const [name, entry] of Object.entries(quantizers)) expect(quantizer(name)).toBe(entry);
  });

  it('lists the known ones where a name is unknown', () => {
    expect(() => quantizer('lsqq')).toThrow(QuantizerError);
    expect(() => quantizer('lsqq')).toThrow(
      /unknown quantizer "lsqq".*lsq, lsq-activation, lsq-channels, lsq-plus, pact/,
    );
    expect(() => quantizer('toString')).toThrow(/unknown quantizer/);
  });
});
