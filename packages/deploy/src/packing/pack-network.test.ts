import { ndarray, openModel } from '@cfq/jit';
import { denseNetwork, NetworkError, referenceLogits } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { packNetwork } from './pack-network.ts';
import { DeployError } from '../deploy-error.ts';
import { randomNetwork, randomRows } from '../test-help/random-network.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings } from '../verifying/runtime-settings.ts';
import { verifyPacked } from '../verifying/verify-packed.ts';

const x = randomRows(40);

describe.each(runtimeSettings)('in $runtime, optimization $optimization', (setting) => {
  it.each([2, 3, 4, 5, 8])('%i-bit weights give the logits of the plain loops', async (bits) => {
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

  it.each([1, 2, 4, 6, 16])(
    'activations of %i bits saturate at their highest code',
    async (activationBits) => {
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
    },
  );
});

it('mixed bits take the narrowest types and their bytes', async () => {
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

it('without 2-bit layers the file asks for operator set 21 only, and packs to the same bytes again', async () => {
  const network = randomNetwork([4, 8]);
  const { opset, bytes } = await packNetwork(network);
  expect(opset).toBe(21);
  expect((await packNetwork(network)).bytes).toEqual(bytes);
});

it('any number of rows goes through one loaded file', async () => {
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

it('refuses a malformed network, and codes that no narrow type holds, before a byte is written', async () => {
  const good = randomNetwork([4, 4]);
  await expect(packNetwork({ ...good, layers: [] })).rejects.toThrow(NetworkError);
  await expect(packNetwork({ ...good, layers: [] })).rejects.toThrow(/^packNetwork: .*at least one layer/);
  const wide = denseNetwork([
    {
      weight: {
        kind: 'affine',
        codes: Int32Array.of(300, -300),
        shape: [1, 2],
        bits: 10,
        signed: true,
        scale: Float32Array.of(1),
        zeroPoint: Int32Array.of(0),
        axis: null,
      },
    },
  ]);
  await expect(packNetwork(wide)).rejects.toThrow(DeployError);
  await expect(packNetwork(wide)).rejects.toThrow(/expected 1 to 8, got 10/);
});
