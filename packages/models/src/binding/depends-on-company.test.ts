import { fileURLToPath } from 'node:url';
import { createEncoder, loadPeople } from '@cfq/datasets';
import { openModel, takeRows } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { bindModel, readModelFile } from '../index.ts';

const folder = new URL('../../../../examples/foreign-models/', import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(name, folder));

describe('a file whose answers depend on who is asked about together', () => {
  it('is asked about each person alone, and says so', async () => {
    const people = await loadPeople({ csv: pathOf('applicants.csv'), schema: pathOf('applicants.yaml') });
    await using bound = await bindModel(
      await readModelFile(pathOf('onnxruntime/pipeline-mlp-dynamic.onnx')),
      {
        people,
      },
    );
    expect(bound.inferred.join(' ')).toContain(
      'DynamicQuantizeLinear takes the scale from all rows of a run',
    );
    const x = createEncoder(bound.featureSpace).encodeTable(people.table);
    const together = await bound.margins(x);
    for (const row of [0, 17, 499]) {
      expect((await bound.margins(takeRows(x, Int32Array.of(row))))[0]).toBe(together[row]);
    }
    // The file itself does not: the same person, alone and beside somebody else.
    await using file = await openModel((await readModelFile(pathOf('onnxruntime/mlp-dynamic.onnx'))).bytes);
    const input = file.inputs[0]!;
    const width = input.shape[1]!;
    const rows = (count: number) => ({
      data: Float32Array.from({ length: count * width }, (_, at) => (at < width ? 0.37 : 3)),
      shape: [count, width],
    });
    const outputs = [file.outputNames.at(-1)!];
    const [alone, beside] = await Promise.all(
      [rows(1), rows(2)].map(
        async (given) => (await file.run({ [input.name]: given }, { outputs }))[outputs[0]!]!,
      ),
    );
    expect(alone!.data[0]).not.toBe(beside!.data[0]);
  });
});
