import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OnnxError } from '@cfq/onnx';
import { createEncoder } from '@cfq/datasets';
import { onnx as schema } from 'onnx-proto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindModel, ModelsError, readModelFile } from '../index.ts';
import { applicants, encodedInputs, foreignAnswers, foreignPath } from '../testing/foreign-models.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('readModelFile', () => {
  it('reads ONNX from its path and from its bytes', async () => {
    const path = foreignPath('scikit-learn/mlp.onnx');
    const bytes = new Uint8Array(readFileSync(path));
    const [byPath, byBytes] = [await readModelFile(path), await readModelFile(bytes, { name: 'mine.onnx' })];
    expect([byPath.name, byPath.path, byPath.format]).toEqual(['mlp.onnx', path, 'onnx']);
    expect([byBytes.name, byBytes.path]).toEqual(['mine.onnx', null]);
    for (const file of [byPath, byBytes]) expect(file.sha256).toBe(sha256(bytes));
  });

  it.each(foreignAnswers('keras').folders!)(
    'reads TensorFlow.js: keras/$folder',
    async ({ folder: own, own: answers }) => {
      const path = foreignPath(`keras/${own}`);
      const [file, byJson] = [await readModelFile(path), await readModelFile(join(path, 'model.json'))];
      expect([file.name, file.format]).toEqual([own, 'layers-model']);
      expect(byJson.sha256).toBe(file.sha256);
      const people = await applicants();
      const { lines } = foreignAnswers('keras');
      const inputMap = { inputs: { x: Object.values(encodedInputs('applicant').inputs)[0]! } };
      await using model = await bindModel(file, { people, inputMap });
      const rows = Int32Array.from(lines, (line) => people.lines.indexOf(line));
      const x = createEncoder(model.featureSpace).encodeTable(people.table, rows);
      const margins = await model.margins({ data: x.data, shape: [...x.shape] });
      expect(model.inferred.join(' ')).toMatch(/does not run a LayersModel\. The network that was read/);
      expect(model.network).not.toBeNull();
      margins.forEach((margin, person) => {
        const answer = answers['probabilities']![person] as readonly number[];
        expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(answer.at(-1)!, 5);
      });
    },
  );

  const topology = (): { weightsManifest: { paths: string[] }[] } & Record<string, unknown> =>
    JSON.parse(readFileSync(foreignPath('keras/layers-model/model.json'), 'utf8')) as never;
  const write = (value: unknown) =>
    writeFileSync(join(folder, 'model.json'), typeof value === 'string' ? value : JSON.stringify(value));
  const withPath = (path: string) => {
    const json = topology();
    json.weightsManifest[0]!.paths = [path];
    write(json);
  };

  it.each<[string, () => void, RegExp]>([
    [
      'no file',
      () => rmSync(join(folder, 'model.json'), { force: true }),
      /model\.json: the file can be read \(expected a file, got ENOENT/,
    ],
    ['no JSON', () => write('{'), /expected JSON, got something else/],
    [
      'a graph model',
      () => write({ ...topology(), format: 'graph-model' }),
      /expected format layers-model, got graph-model/,
    ],
    ['no manifest', () => write({ modelTopology: {} }), /got weightsManifest: /],
    [
      'weights above the folder',
      () => withPath('../group1-shard1of1.bin'),
      /files within the folder, got "\.\.\/group1/,
    ],
    [
      'weights at an absolute path',
      () => withPath('/etc/passwd'),
      /files within the folder, got "\/etc\/passwd"/,
    ],
    [
      'weights that are not there',
      () => withPath('group1.bin'),
      /group1\.bin: the file can be read \(expected a file, got ENOENT/,
    ],
    [
      'weights behind a link that leads out',
      () => {
        symlinkSync(foreignPath('keras/layers-model/group1-shard1of1.bin'), join(folder, 'weights.bin'));
        withPath('weights.bin');
      },
      /files within the folder, got "weights\.bin"/,
    ],
    [
      'a folder for weights',
      () => {
        mkdirSync(join(folder, 'weights.bin'));
        withPath('weights.bin');
      },
      /expected a file, got/,
    ],
  ])('refuses a folder with %s', async (_, spoil, message) => {
    cpSync(foreignPath('keras/layers-model/model.json'), join(folder, 'model.json'));
    spoil();
    const read = readModelFile(join(folder, 'model.json').replace(/\/model\.json$/, ''));
    await expect(read).rejects.toThrow(message);
    await expect(read).rejects.toThrow(ModelsError);
  });

  it('refuses what is not there, and what is no ONNX file, in a line', async () => {
    await expect(readModelFile(join(folder, 'none.onnx'))).rejects.toThrow(
      /^readModelFile: .*none\.onnx.*ENOENT/,
    );
    await expect(readModelFile(Uint8Array.of(1, 2, 3))).rejects.toThrow(OnnxError);
  });
});

describe('an ONNX file with data beside it', () => {
  /** A file of scikit-learn whose two matrices lie in files beside it. */
  function parted(): Uint8Array {
    const model = schema.ModelProto.decode(readFileSync(foreignPath('scikit-learn/mlp.onnx')));
    let at = 0;
    for (const tensor of model.graph!.initializer!) {
      const floats = tensor.rawData?.length
        ? new Uint8Array(tensor.rawData)
        : new Uint8Array(Float32Array.from(tensor.floatData ?? []).buffer);
      if (tensor.dataType !== 1 || floats.length < 64) continue;
      const location = at === 0 ? 'weights.bin' : 'more/weights.bin';
      mkdirSync(join(folder, 'more'), { recursive: true });
      writeFileSync(join(folder, location), Buffer.concat([new Uint8Array(8), floats]));
      tensor.rawData = new Uint8Array();
      tensor.floatData = [];
      tensor.dataLocation = schema.TensorProto.DataLocation.EXTERNAL;
      tensor.externalData = [
        { key: 'location', value: location },
        { key: 'offset', value: '8' },
        { key: 'length', value: String(floats.length) },
      ];
      at += 1;
      if (at === 2) break;
    }
    expect(at).toBe(2);
    return schema.ModelProto.encode(model).finish();
  }

  it.each(['native', 'wasm'] as const)(
    'is read and run as the whole one (%s), and hashed with it',
    async (runtime) => {
      const path = join(folder, 'model.onnx');
      const bytes = parted();
      writeFileSync(path, bytes);
      const file = await readModelFile(path);
      const data = ['weights.bin', 'more/weights.bin'].map((name) => readFileSync(join(folder, name)));
      expect(file.sha256).toBe(sha256(Buffer.concat([bytes, ...data])));
      const people = await applicants();
      const inputMap = { inputs: { X: Object.values(encodedInputs('X').inputs)[0]! } };
      const whole = await readModelFile(foreignPath('scikit-learn/mlp.onnx'));
      await using model = await bindModel(file, { people, inputMap, runtime });
      await using other = await bindModel(whole, { people, inputMap, runtime });
      const { data: rows, shape } = createEncoder(model.featureSpace).encodeTable(people.table);
      const x = { data: rows, shape: [...shape] };
      expect(model.blackBox).toBeNull();
      expect(await model.margins(x)).toEqual(await other.margins(x));
    },
  );

  it('is refused where the data are not there, lie outside, or come without a path', async () => {
    const path = join(folder, 'model.onnx');
    const bytes = parted();
    writeFileSync(path, bytes);
    rmSync(join(folder, 'weights.bin'));
    await expect(readModelFile(path)).rejects.toThrow(/external data are there.*"weights\.bin"/);
    symlinkSync(foreignPath('scikit-learn/mlp.onnx'), join(folder, 'weights.bin'));
    await expect(readModelFile(path)).rejects.toThrow(/external data lie in the folder of the model/);
    await expect(readModelFile(bytes)).rejects.toThrow(/external data are there/);
  });
});
