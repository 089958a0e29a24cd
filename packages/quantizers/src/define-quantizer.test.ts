import { describe, expect, it } from 'vitest';
import { defineQuantizer } from './define-quantizer.ts';
import { leastSquaresStart } from './least-squares-start.ts';
import { decode } from './building-blocks/decode.ts';
import { QuantizerError } from './quantizer-error.ts';
import type { Quantizer } from './quantizer.ts';
import { lsq } from './quantizers/lsq.ts';
import { uniformSymmetric } from './quantizers/uniform-symmetric.ts';
import { widthsOf } from './building-blocks/widths-of.ts';
import { quantizers } from './quantizers.ts';

const { part, ...definition } = lsq;

/** A definition with some fields as a module from elsewhere might have them. */
const wrong = (fields: object) => () => defineQuantizer({ ...definition, ...fields });

describe('defineQuantizer', () => {
  it('marks the part and leaves the rest', () => {
    expect(part).toBe('quantizer');
    const plain = (quantizer: Quantizer) =>
      Object.entries(quantizer).filter(([, value]) => typeof value !== 'function');
    expect(plain(defineQuantizer(definition))).toEqual(plain(lsq));
    expect(Object.keys(defineQuantizer(definition))).toEqual(Object.keys(lsq));
  });

  it.each([
    ['name', { name: 'My quantizer' }],
    ['name', { name: undefined }],
    ['description', { description: '' }],
    ['description', { description: 'two\nlines' }],
    ['source', { source: 3 }],
    ['roles', { roles: [] }],
    ['roles', { roles: ['bias'] }],
    ['learned', { learned: 'yes' }],
    ['estimator', { estimator: { description: 'none' } }],
    ['init', { init: null }],
    ['grid', { grid: 4 }],
    ['encode', { encode: undefined }],
    ['widths', { widths: [3, 2] }],
    ['widths', { widths: [] }],
    ['widths', { widths: [0, 9] }],
    ['widths', { widths: [8, 17] }],
    ['levels', { levels: 1.5 }],
    ['exceptions', { exceptions: { idempotent: '' } }],
    ['exceptions', { exceptions: { 'at most 2^bits levels occur in a channel': 'I need more' } }],
  ])('refuses a definition whose %s is wrong', (field, fields) => {
    expect(wrong(fields)).toThrow(QuantizerError);
    expect(wrong(fields)).toThrow(new RegExp(`^defineQuantizer: ${field} of `));
  });

  it('refuses codes of weights that do not fit a byte', () => {
    expect(wrong({ widths: [8, 10] })).toThrow(/widths of at most 8 bits for a quantizer of weights, got 10/);
    expect(defineQuantizer({ ...definition, roles: ['activation'], widths: [8, 10] }).widths).toEqual([
      8, 10,
    ]);
  });

  it('refuses a field that it would ignore', () => {
    expect(wrong({ initLeastSquare: 'misspelt' })).toThrow(/unknown field "initLeastSquare" of "lsq"/);
  });
});

describe('leastSquaresStart', () => {
  const weights = { data: Float32Array.of(-0.3, 0.1, 0.2, 0.9, 1.4, 0.4), shape: [3, 2] };
  const widthOf = (quantizer: Quantizer): number => {
    const widths = widthsOf(quantizer);
    return widths.includes(3) ? 3 : widths[0]!;
  };
  const error = (quantizer: Quantizer, parameters: Record<string, NonNullable<typeof weights>>): number => {
    const { data } = decode(quantizer.encode(weights, parameters, widthOf(quantizer)));
    return Array.from(data).reduce((sum, value, at) => sum + (value - weights.data[at]!) ** 2, 0);
  };

  const withOne = Object.values<Quantizer>(quantizers).filter((entry) => 'initLeastSquares' in entry);
  it.each(withOne)('of $name leaves no more error than its own start', (entry) => {
    const own = entry.init(weights, widthOf(entry)) as Record<string, typeof weights>;
    const least = leastSquaresStart(entry, weights, widthOf(entry)) as Record<string, typeof weights>;
    expect(Object.keys(least)).toEqual(Object.keys(own));
    expect(error(entry, least)).toBeLessThanOrEqual(error(entry, own) * 1.0001);
  });

  it('of weights with a learned step is the scale that rounding after training finds by mse', () => {
    const { scale } = uniformSymmetric.init(weights, 3, { axis: 1, observer: 'mse' });
    expect(leastSquaresStart(lsq, weights, 3, { axis: 1 })).toEqual({ step: scale });
    expect(leastSquaresStart(uniformSymmetric, weights, 3, { axis: 1 })).toEqual({ scale });
  });

  it('gives each channel its own', () => {
    const { step } = leastSquaresStart(lsq, weights, 3, { axis: -1 });
    const column = { data: Float32Array.of(-0.3, 0.2, 1.4), shape: [3] };
    expect(step.shape).toEqual([1, 2]);
    expect(step.data[0]).toBe(leastSquaresStart(lsq, column, 3).step.data[0]);
  });

  it('says so where there is none', () => {
    const without = Object.entries(definition).filter(([field]) => field !== 'initLeastSquares');
    const start = () =>
      leastSquaresStart(
        defineQuantizer(Object.fromEntries(without) as unknown as typeof definition),
        weights,
        3,
      );
    expect(start).toThrow(QuantizerError);
    expect(start).toThrow(/"lsq" has no start of least squared error/);
  });
});
