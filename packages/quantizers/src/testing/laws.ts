import { randomStream, type NDArray } from '@cfq/jit';
import { decode } from '../parts/decode.ts';
import { signedGrid, unsignedGrid } from '../parts/integer-grid.ts';
import type { Quantizer } from '../quantizer.ts';
import { lawCases, type Case } from './cases.ts';
import { gradientLaw } from './gradient-law.ts';
import { expectLaw, levelsByChannel, type Law, type LawOptions } from './law.ts';
import { runFakeQuantize, runGradients } from './run-fake-quantize.ts';

const sameBits = (a: NDArray, b: NDArray): number =>
  a.data.length === b.data.length
    ? a.data.findIndex((value: number, i: number) => !Object.is(value, b.data[i]))
    : 0;

function lawOverCases(name: string, check: (quantizer: Quantizer, at: Case) => Promise<void> | void): Law {
  return {
    name,
    check: async (quantizer: Quantizer, options?: LawOptions) => {
      for (const at of lawCases(quantizer, options)) await check(quantizer, at);
    },
  };
}

const where = (quantizer: Quantizer, at: Case): string => `${quantizer.name}, ${at.bits} bits, ${at.title}`;

const codesInRange = lawOverCases('codes lie on the grid of the bit-width', (quantizer, at) => {
  const encoded = quantizer.encode(at.x, at.parameters, at.bits);
  const grid = encoded.signed ? signedGrid(at.bits) : unsignedGrid(at.bits);
  const stray = encoded.codes.findIndex((code) => !(code >= grid.low && code <= grid.high));
  expectLaw(
    stray === -1,
    () => `${where(quantizer, at)}: code ${encoded.codes[stray]} is outside [${grid.low}, ${grid.high}].`,
  );
  expectLaw(
    encoded.scale.every((scale) => scale > 0 && Number.isFinite(scale)),
    () => `${where(quantizer, at)}: scales must be positive and finite (got ${encoded.scale.join(', ')}).`,
  );
});

const fewLevels = lawOverCases('at most 2^bits levels occur in a channel', (quantizer, at) => {
  const levels = levelsByChannel(quantizer.encode(at.x, at.parameters, at.bits));
  const most = Math.max(...levels.map((level) => level.size));
  expectLaw(most <= 2 ** at.bits, () => `${where(quantizer, at)}: ${most} levels occur.`);
});

const decodesExactly = lawOverCases(
  'decode(encode(x)) equals fakeQuantize(x) bit for bit',
  async (quantizer, at) => {
    const decoded = decode(quantizer.encode(at.x, at.parameters, at.bits));
    for (const executor of ['eager', 'onnx'] as const) {
      const fake = await runFakeQuantize(quantizer, at, executor);
      const index = sameBits(decoded, fake);
      expectLaw(
        index === -1,
        () =>
          `${where(quantizer, at)}, ${executor}: ${at.x.data[index]} decodes to ${decoded.data[index]} but ` +
          `fake-quantizes to ${fake.data[index]}.`,
      );
    }
  },
);

const monotone = lawOverCases('a larger input never gives a smaller output', async (quantizer, at) => {
  const data = Float32Array.from(at.x.data).sort();
  const shape = [data.length];
  const parameters = quantizer.init({ data, shape }, at.bits);
  const { data: y } = await runFakeQuantize(quantizer, { ...at, x: { data, shape }, parameters }, 'eager');
  for (let index = 1; index < y.length; index += 1) {
    expectLaw(
      y[index]! >= y[index - 1]!,
      () =>
        `${where(quantizer, at)}: ${data[index]} gives ${y[index]}, below ${y[index - 1]} of a smaller input.`,
    );
  }
});

const idempotent = lawOverCases('quantizing twice changes nothing', async (quantizer, at) => {
  const once = await runFakeQuantize(quantizer, at, 'eager');
  const twice = await runFakeQuantize(quantizer, { ...at, x: once }, 'eager');
  const index = sameBits(once, twice);
  expectLaw(
    index === -1,
    () => `${where(quantizer, at)}: ${once.data[index]} is requantized to ${twice.data[index]}.`,
  );
});

const gradientTolerance = 1e-5;

const executorParity = lawOverCases('ONNX and eager gradients agree', async (quantizer, at) => {
  const upstream = randomStream(1, 'upstream', at.title, at.bits).normal(at.x.shape);
  const eager = await runGradients(quantizer, at, upstream, 'eager');
  const onnx = await runGradients(quantizer, at, upstream, 'onnx');
  const pairs = [
    ['x', eager.x, onnx.x] as const,
    ...Object.keys(at.parameters).map(
      (name) => [name, eager.parameters[name]!, onnx.parameters[name]!] as const,
    ),
  ];
  for (const [name, a, b] of pairs) {
    const size = Math.max(1, ...Array.from(a.data, Math.abs));
    const index = a.data.findIndex(
      (value: number, i: number) => !(Math.abs(value - b.data[i]!) <= gradientTolerance * size),
    );
    expectLaw(
      index === -1,
      () =>
        `${where(quantizer, at)}: gradient of ${name} is ${a.data[index]} eager, ${b.data[index]} in ONNX.`,
    );
  }
});

/**
 * The laws of a quantizer. Run each under your test framework:
 * `for (const law of quantizerLaws) test(law.name, () => law.check(myQuantizer))`.
 */
export const quantizerLaws: readonly Law[] = [
  codesInRange,
  fewLevels,
  decodesExactly,
  monotone,
  idempotent,
  lawOverCases('the gradient is that of the documented estimator', gradientLaw),
  executorParity,
];
