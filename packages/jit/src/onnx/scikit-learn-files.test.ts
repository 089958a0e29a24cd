import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { LeafError } from '../errors/leaf-error.ts';
import { openModel } from './open-model.ts';
import { runRows } from './run-rows.ts';

interface Fixture {
  readonly x: number[][];
  readonly files: readonly {
    readonly file: string;
    readonly outputs: readonly [labels: string, probabilities: string];
    readonly labels: readonly string[];
    readonly probabilities: number[][];
  }[];
}

// Written by tools/foreign-models/make_models.py.
const read = (file: string): Uint8Array => readFileSync(new URL(`./testing/${file}`, import.meta.url));
const { x, files } = JSON.parse(new TextDecoder().decode(read('scikit-learn.json'))) as Fixture;
const rows = ndarray(x.flat(), [x.length, 3]);
const of = (name: string) => files.find(({ file }) => file === name)!;

describe.each(['native', 'wasm'] as const)('files of scikit-learn (%s)', (runtime) => {
  it.each(['whole-labels.onnx', 'double.onnx'])(
    '%s: labels and probabilities are those of its maker',
    async (name) => {
      const { outputs, labels, probabilities } = of(name);
      await using model = await openModel(read(name), { runtime });
      const all = await model.run({ X: rows });
      expect(Array.from(all[outputs[0]]!.data, String)).toEqual(labels);
      probabilities.flat().forEach((share, at) => expect(all[outputs[1]]!.data[at]).toBeCloseTo(share, 5));
      expect(await runRows(model, rows, { output: outputs[1], size: 7 })).toEqual(all[outputs[1]]);
    },
  );

  it.each([
    ['map.onnx', 1, 'a sequence or map'],
    ['text-labels.onnx', 0, 'string'],
  ] as const)('%s: what is no array of numbers is refused, the rest is read', async (name, refused, type) => {
    const { outputs, labels, probabilities } = of(name);
    await using model = await openModel(read(name), { runtime });
    await expect(model.run({ X: rows })).rejects.toThrow(LeafError);
    await expect(model.run({ X: rows })).rejects.toThrow(`got ${type} for "${outputs[refused]}"`);
    const other = outputs[1 - refused]!;
    const { data } = (await model.run({ X: rows }, { outputs: [other] }))[other]!;
    if (refused === 1) expect(Array.from(data, String)).toEqual(labels);
    else probabilities.flat().forEach((share, at) => expect(data[at]).toBeCloseTo(share, 5));
  });
});
