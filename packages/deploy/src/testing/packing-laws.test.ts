import { firstBrokenLaw } from '@cfq/parts';
import {
  defineQuantizer,
  dorefa,
  lsqActivation,
  quantizers,
  type Quantizer,
  type QuantizedTensor,
} from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { compareWholeNumbers, packingLaws } from './index.ts';
import { packedWidths } from './packed-widths.ts';

const minutes = 60_000;
const everyQuantizer = Object.values<Quantizer>(quantizers);

/** More rows than usual where a few hundred leave a share at its limit to chance. */
const rowsOf: Readonly<Record<string, number>> = { 'lsq-channels': 4000 };

describe.each(everyQuantizer.map((entry) => [entry.name, entry] as const))('%s', (name, entry) => {
  for (const law of packingLaws(entry)) it(law.name, () => law.check(), 2 * minutes);

  it('changes no more decisions in whole numbers than are printed', () => {
    const words = packedWidths(entry).map((bits) => {
      const compared = compareWholeNumbers(entry, { bits, rows: rowsOf[name] });
      if (!compared.can) return `${bits} bits none (${compared.reasons[0]!})`;
      const { rows, changed, largestDifference } = compared;
      expect(changed / rows).toBeLessThan(0.02);
      return `${bits} bits ${changed} of ${rows}, logits at most ${largestDifference.toFixed(3)} off`;
    });
    process.stdout.write(`${name}, decisions changed in whole numbers: ${words.join('; ')}\n`);
  });
});

describe('packingLaws', () => {
  const bits = [3];

  /** The law that a quantizer breaks which is sound but for what it makes of its codes. */
  const brokenBy = async (sound: Quantizer, spoil: (codes: QuantizedTensor) => QuantizedTensor) => {
    const { part, ...definition } = sound;
    expect(part).toBe('quantizer');
    const spoilt = defineQuantizer({ ...definition, encode: (...given) => spoil(sound.encode(...given)) });
    return (await firstBrokenLaw(packingLaws(spoilt, { bits })))?.name;
  };

  it('are broken by codes that decode to -0, which no sum gives', async () => {
    const spoilt = brokenBy(
      dorefa,
      (codes) =>
        ({ ...codes, codebook: Float32Array.of(-0), codes: codes.codes.map(() => 0) }) as QuantizedTensor,
    );
    expect(await spoilt).toBe('packed weights run as they decode, bit for bit');
  });

  it.each<[string, Partial<QuantizedTensor>]>([
    ['another zero point', { zeroPoint: Int32Array.of(1) }],
    ['levels of a codebook', { kind: 'codebook', codebook: Float32Array.from({ length: 8 }, (_, at) => at) }],
  ])('are broken by hidden outputs with %s', async (_, fields) => {
    const spoilt = brokenBy(lsqActivation, (codes) => ({ ...codes, ...fields }) as QuantizedTensor);
    expect(await spoilt).toBe('packed hidden outputs run as they are rounded, bit for bit');
  });
});
