import { decodeWeights, denseNetwork, referenceLogits, type FileInterface } from '@cfq/network';
import { ndarray, randomStream } from '@cfq/jit';
import { packNetwork } from '@cfq/deploy';
import { readOnnx, recogniseNetwork } from '@cfq/onnx';
import { lsq } from '@cfq/quantizers';
import type { LayersModelInspection } from '@cfq/models';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { inspect, type InspectFlags } from './run.ts';

async function output(path: string, flags: InspectFlags = {}): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) } as never;
  await inspect(path, flags, { stdout, stderr: stdout });
  return text;
}

const weight = (bits: number, shape: [number, number]) => {
  const values = randomStream(bits, 'inspect').normal(shape);
  return lsq.encode(values, lsq.init(values, bits), bits);
};
const network = denseNetwork([
  { weight: weight(3, [4, 6]), bias: [1, 2, 3, 4, 5, 6], grid: { scale: 0.1, bits: 4 } },
  { weight: weight(4, [6, 2]), bias: [0.5, -0.5] },
]);
const files: FileInterface = {
  inputs: [
    { name: 'age', type: 'float32', columns: 1, flat: false },
    { name: 'job', type: 'string', columns: 1, flat: false },
  ],
  columns: [
    { kind: 'number', input: 'age', column: 0, offset: 40, scale: 8, absent: 35 },
    { kind: 'absent', input: 'age', column: 0 },
    { kind: 'category', input: 'job', column: 0, value: 'clerk' },
    { kind: 'category', input: 'job', column: 0, value: 'baker' },
  ],
  outputs: [
    { name: 'probabilities', kind: 'probabilities', favourable: 1, flat: false },
    { name: 'label', kind: 'labels', favourable: 1, flat: true, labels: ['denied', 'approved'] },
  ],
};

const byColumn = (scale: number[], offset: number[]) => ({
  ...{ scale: Float32Array.from(scale), offset: Float32Array.from(offset), lowest: -30, highest: 33 },
});

const wide = denseNetwork([
  { weight: weight(3, [4, 200]), grid: { scale: 0.1, bits: 4 } },
  { weight: weight(5, [200, 16]), grid: { scale: 0.5, bits: 8 } },
  {
    weight: {
      ...{ kind: 'codebook', bits: 2, axis: 1, shape: [16, 2], codebook: Float32Array.of(-1, -0.2, 0.3, 1) },
      ...{ codes: Int32Array.from({ length: 32 }, (_, at) => (at * 7) % 4), scale: Float32Array.of(0.5, 2) },
    },
  },
]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('files of ours', () => {
  it.each([
    ['plain', network, undefined],
    ['with an interface', network, files],
    ['rounded columns', { ...network, inputGrid: byColumn([0.05], [0]) }, undefined],
    [
      'columns rounded each by its own steps',
      { ...network, inputGrid: byColumn([0.05, 0.3, -0.125, 1], [0.1, -2, 0.5, 0]) },
      undefined,
    ],
    ['codes in a stream of bits, and a codebook', wide, undefined],
  ])('are recognised as what was packed (%s)', async (_, packed, fileInterface) => {
    const { bytes, layers } = await packNetwork(packed, { interface: fileInterface });
    expect(layers.some(({ storage }) => storage === 'BITS')).toBe(packed === wide);
    const recognition = recogniseNetwork(readOnnx(bytes));
    if (!('network' in recognition)) throw new Error(recognition.blackBox);
    const x = ndarray(randomStream(1, 'rows').normal([50, 4]).data, [50, 4]);
    expect(recognition.network.layers.map((layer) => decodeWeights(layer.weight).data)).toEqual(
      packed.layers.map((layer) => decodeWeights(layer.weight).data),
    );
    const bits = recognition.network.layers.map(({ weight }) => weight.kind !== 'float' && weight.bits);
    expect(bits).toEqual(packed === wide ? [3, 5, 2] : [4, 4]);
    expect(recognition.network.layers.map(({ grid }) => grid)).toEqual(packed.layers.map(({ grid }) => grid));
    expect(recognition.network.inputGrid).toEqual(packed.inputGrid);
    expect(referenceLogits(recognition.network, x)).toEqual(referenceLogits(packed, x));
    if (fileInterface !== undefined) expect(recognition.interface).toEqual(fileInterface);
  });
});

describe('cfq inspect', () => {
  it('prints what a file is, in words and as JSON', async () => {
    const path = join(folder, 'ours.onnx');
    await writeFile(
      path,
      (await packNetwork(network, { interface: files, metadata: { 'cfq.note': 'hello' } })).bytes,
    );
    const text = await output(path);
    expect(text).toContain('a network: 4 columns');
    expect(text).toContain('output label: labels denied or approved');
    expect(text).toContain('note: hello');
    const json = JSON.parse(await output(path, { json: true })) as Record<string, unknown>;
    expect(json).toMatchObject({ file: path, recognised: { network: true, widths: [4, 6, 2] } });
  });

  it.each([
    ['layers-model', 'a network: 18 columns'],
    ['layers-model-batch-norm', 'a network: 18 columns'],
  ])('says what a folder of TensorFlow.js holds: %s', async (name, said) => {
    const path = fileURLToPath(
      new URL(`../../../../../examples/foreign-models/keras/${name}`, import.meta.url),
    );
    const text = await output(path);
    expect(text).toContain(said);
    expect(text).toMatch(/layer: .*: Dense \(24 units, relu\)/);
    const json = JSON.parse(await output(join(path, 'model.json'), { json: true })) as LayersModelInspection;
    expect(json).toMatchObject({ format: 'layers-model', recognised: { network: true } });
    const weights = await stat(join(path, 'group1-shard1of1.bin'));
    expect(json.tensorBytes).toBe(weights.size);
    expect(json.tensors.reduce((sum, { bytes }) => sum + bytes!, 0)).toBe(weights.size);
    await expect(output(path, { output: 'x' })).rejects.toThrow(UsageError);
  });

  it('says why a folder is no network, and refuses one without a model', async () => {
    const own = join(folder, 'tanh');
    await mkdir(own);
    await expect(output(own)).rejects.toThrow(UsageError);
    await expect(output(own)).rejects.toThrow(/^readModelFile: [^\n]*ENOENT[^\n]*$/);
    const from = fileURLToPath(
      new URL('../../../../../examples/foreign-models/keras/layers-model/', import.meta.url),
    );
    await cp(from, own, { recursive: true });
    const json = (await readFile(join(own, 'model.json'), 'utf8')).replace('"relu"', '"tanh"');
    await writeFile(join(own, 'model.json'), json);
    const text = await output(own);
    expect(text).toMatch(/no network: .*tanh/);
    expect(text).toMatch(/layer: .*: Dense \(24 units, tanh\)/);
  });

  it('refuses in one line', async () => {
    const path = join(folder, 'cut.onnx');
    const { bytes } = await packNetwork(network);
    await writeFile(path, bytes.subarray(0, 100));
    await expect(output(path)).rejects.toThrow(UsageError);
    await expect(output(path)).rejects.toThrow(/^readOnnx: [^\n]+$/);
    await writeFile(path, bytes);
    await expect(output(path, { output: 'none' })).rejects.toThrow('expected "logits", got "none"');
  });
});
