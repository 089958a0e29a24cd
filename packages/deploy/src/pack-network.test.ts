import { ndarray, openModel } from '@cfq/jit';
import { describe, expect, test } from 'vitest';
import { DeployError } from './deploy-error.ts';
import { loadOnnxSchema } from './load-onnx-schema.ts';
import { packNetwork } from './pack-network.ts';
import { randomNetwork, randomRows } from './random-network.test-support.ts';
import { referenceLogits } from './reference-logits.ts';
import { runtimeSettings, runPacked, verifyPacked } from './verify-packed.ts';

const x = randomRows(40);

describe.each(runtimeSettings)('in $runtime, optimization $optimization', (setting) => {
  test.each([2, 3, 4, 5, 8])('%i-bit weights give the logits of the plain loops', async (bits) => {
    for (const perOutput of [false, true]) {
      const network = randomNetwork([bits, bits, bits], { perOutput });
      const { bytes } = await packNetwork(network);
      const logits = await runPacked({ bytes, x }, setting);
      const reference = referenceLogits(network, x);
      expect(logits.shape).toEqual([40, 2]);
      const largest = Math.max(...logits.data.map((value, at) => Math.abs(value - reference.data[at]!)));
      expect(largest).toBeLessThan(2e-5);
    }
  });

  test.each([2, 4, 6])('activations of %i bits saturate at their highest code', async (activationBits) => {
    const network = randomNetwork([4, 4], { activationBits });
    const { bytes } = await packNetwork(network);
    const far = ndarray(
      Float32Array.from(x.data, (value) => 100 * value),
      x.shape,
    );
    const [verdict] = await verifyPacked({
      bytes,
      x: far,
      expected: referenceLogits(network, far),
      settings: [setting],
    });
    expect(verdict).toMatchObject({ rows: 40, changed: 0, agreement: 1 });
  });
});

test('mixed bits take the narrowest types and their bytes', async () => {
  const { layers, opset, bytes } = await packNetwork(randomNetwork([2, 3, 8]));
  expect(opset).toBe(25);
  expect(layers).toEqual([
    { layer: 'dense0', bits: 2, storage: 'INT2', codeBytes: Math.ceil((7 * 6 * 2) / 8) },
    { layer: 'dense1', bits: 3, storage: 'INT4', codeBytes: (6 * 7 * 4) / 8 },
    { layer: 'dense2', bits: 8, storage: 'INT8', codeBytes: 14 },
  ]);
  const { ModelProto } = await loadOnnxSchema();
  const stored = ModelProto.decode(bytes).graph?.initializer ?? [];
  for (const { layer, codeBytes } of layers) {
    expect(stored.find(({ name }) => name === `${layer}.codes`)?.rawData?.length).toBe(codeBytes);
  }
});

test('without 2-bit layers the file asks for operator set 21 only, and packs to the same bytes again', async () => {
  const network = randomNetwork([4, 8]);
  const { opset, bytes } = await packNetwork(network);
  expect(opset).toBe(21);
  expect((await packNetwork(network)).bytes).toEqual(bytes);
});

test('any number of rows goes through one loaded file', async () => {
  const network = randomNetwork([4, 4]);
  const model = await openModel((await packNetwork(network)).bytes);
  expect(model.inputNames).toEqual(['x']);
  for (const rows of [1, 5]) {
    const { logits } = await model.run({ x: randomRows(rows) });
    expect(logits?.shape).toEqual([rows, 2]);
  }
  await expect(model.run({ y: x })).rejects.toThrow(/expected x, got y/);
  await model.dispose();
  await expect(model.run({ x })).rejects.toThrow(/disposed/);
});

describe('a malformed network is refused before a byte is written', () => {
  const good = randomNetwork([4, 4]);
  const [first, second] = good.layers as [(typeof good.layers)[0], (typeof good.layers)[0]];
  test.each([
    ['no layer', [], /at least one layer/],
    ['layers out of order', [second, first], /inputs must equal the outputs before it/],
    ['a bias too short', [{ ...first, bias: new Float32Array(1) }, second], /every output has one bias/],
    [
      'a bias that is not a number',
      [{ ...first, bias: first.bias.map(() => Number.NaN) }, second],
      /biases must be finite/,
    ],
    [
      'a code too wide',
      [{ ...first, weight: { ...first.weight, codes: first.weight.codes.map(() => 8) } }, second],
      /layer "dense0": codes must fit 4 bits \(expected -8 to 7, got 8\)/,
    ],
    [
      'a scale of zero',
      [{ ...first, weight: { ...first.weight, scale: Float32Array.of(0) } }, second],
      /scales must be finite and positive/,
    ],
    ['nine-bit activations', [{ ...first, activation: { scale: 1, bits: 9 } }, second], /1 to 8 bits/],
  ])('%s', async (_, layers, message) => {
    await expect(packNetwork({ layers })).rejects.toThrow(message);
    await expect(packNetwork({ layers })).rejects.toBeInstanceOf(DeployError);
  });
});
