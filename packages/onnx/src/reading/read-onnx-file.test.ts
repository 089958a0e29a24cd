import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OnnxError } from '../onnx-error.ts';
import { tensorNumbers } from '../tensors/tensor-numbers.ts';
import { external, info, node, writeModel } from '../testing/write-model.ts';
import { inlineExternal } from './inline-external.ts';
import { readOnnx } from './read-onnx.ts';
import { readOnnxFile, readOnnxParts } from './read-onnx-file.ts';

/** A model whose weights lie at a place beside it. */
const modelAt = (location: string, more: readonly { key: string; value: string }[] = []): Uint8Array =>
  writeModel({
    ...{
      input: [info('x', ['rows', 2])],
      output: [info('y', ['rows', 1])],
      node: [node('MatMul', ['x', 'w'], ['y'])],
    },
    initializer: [
      {
        name: 'w',
        dataType: 1,
        dims: [2, 1],
        dataLocation: external,
        externalData: [{ key: 'location', value: location }, ...more],
      },
    ],
  });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onnx-'));
  const numbers = Float32Array.of(9, 1.5, -2);
  await mkdir(join(folder, 'model', 'weights'), { recursive: true });
  await writeFile(join(folder, 'model', 'weights', 'w.bin'), new Uint8Array(numbers.buffer));
  await writeFile(join(folder, 'secret.bin'), new Uint8Array(numbers.buffer));
  await symlink(join(folder, 'secret.bin'), join(folder, 'model', 'link.bin'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array) {
  const path = join(folder, 'model', 'model.onnx');
  await writeFile(path, bytes);
  return readOnnxFile(path);
}

it('reads data beside the model, from an offset on', async () => {
  const file = await read(
    modelAt('weights/w.bin', [
      { key: 'offset', value: '4' },
      { key: 'length', value: '8' },
    ]),
  );
  expect([...tensorNumbers(file.graph.initializers[0]!)]).toEqual([1.5, -2]);
});

it.each([
  ['a path out of the folder', '../secret.bin', [], 'without ".."'],
  ['an absolute path', '/etc/passwd', [], 'without ".."'],
  ['a link out of the folder', 'link.bin', [], 'lie in the folder'],
  ['a file that is not there', 'weights/none.bin', [], 'are there'],
  [
    'data beyond the end',
    'weights/w.bin',
    [
      { key: 'offset', value: '8' },
      { key: 'length', value: '8' },
    ],
    'lie within',
  ],
  ['an offset that is no number', 'weights/w.bin', [{ key: 'offset', value: '1e9' }], 'lie within'],
  ['fewer bytes than the shape', 'weights/w.bin', [{ key: 'length', value: '4' }], 'has all its bytes'],
])('refuses %s', async (_, location, more, said) => {
  await expect(read(modelAt(location, more))).rejects.toThrow(OnnxError);
  await expect(read(modelAt(location, more))).rejects.toThrow(said);
});

it('refuses what is too large before it reads it, and what is not there', async () => {
  const path = join(folder, 'model', 'model.onnx');
  await writeFile(path, modelAt('weights/w.bin'));
  await expect(readOnnxFile(path, { fileBytes: 20 })).rejects.toThrow('fileBytes');
  await expect(readOnnxFile(join(folder, 'none.onnx'))).rejects.toThrow('ENOENT');
  await expect(readOnnxFile(folder)).rejects.toThrow(OnnxError);
});

it('takes the data into the file, and is bounded where many tensors share them', async () => {
  const path = join(folder, 'model', 'model.onnx');
  await writeFile(path, modelAt('weights/w.bin', [{ key: 'offset', value: '4' }]));
  const { bytes, external: files } = await readOnnxParts(path);
  const whole = inlineExternal(bytes, { external: files });
  const { graph } = readOnnx(whole);
  expect([...tensorNumbers(graph.initializers[0]!)]).toEqual([1.5, -2]);
  expect(graph).toEqual((await readOnnxFile(path)).graph);
  expect(inlineExternal(whole, {})).toEqual(whole);
  const large = new Map([['weights/w.bin', new Uint8Array(1000)]]);
  expect(() => inlineExternal(bytes, { external: large, fileBytes: 900 })).toThrow(/fileBytes/);
  expect(() => inlineExternal(bytes, {})).toThrow(/external data are there/);
});
