import { createEncoder } from '@cfq/datasets';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as jit from '@cfq/jit';
import { bindModel, readModelFile } from '../index.ts';
import { applicants, encodedInputs, foreignPath } from '../testing/foreign-models.ts';

vi.mock('@cfq/jit', async (original) => {
  const own: typeof jit = await original();
  return { ...own, openModel: vi.fn(own.openModel) };
});

/** Rows of the runs of the files that are opened. */
function countRuns(): number[] {
  const runs: number[] = [];
  const open = vi.mocked(jit.openModel);
  const own = open.getMockImplementation()!;
  open.mockImplementation(async (bytes, options) => {
    const model = await own(bytes, options);
    const ask: typeof model.ask = (inputs, wanted) => {
      runs.push(Object.values(inputs)[0]!.shape[0]!);
      return model.ask(inputs, wanted);
    };
    return { ...model, ask };
  });
  return runs;
}
afterEach(() => {
  vi.clearAllMocks();
});

describe('questions about few people', () => {
  it.each(['scikit-learn/logistic', 'brevitas/mlp-4-bits-qcdq', 'scikit-learn/pipeline-mlp'])(
    'are asked with as many rows, and answered to the bit as those about all: %s',
    async (path) => {
      const runs = countRuns();
      const people = await applicants();
      const file = await readModelFile(foreignPath(`${path}.onnx`));
      const input = file.format === 'onnx' ? file.onnx.graph.inputs[0]!.name : '';
      const encoded = Object.values(encodedInputs('X').inputs)[0]!;
      const inputMap = path.includes('pipeline') ? undefined : { inputs: { [input]: encoded } };
      await using model = await bindModel(file, { people, inputMap });
      const { data, shape } = createEncoder(model.featureSpace).encodeTable(people.table);
      const x = { data, shape: [...shape] };
      const all = await model.margins(x);
      for (const count of [1, 2, 3, 17]) {
        for (let start = 0; start < 100; start += 9) {
          const rows = Int32Array.from({ length: count }, (_, at) => start + at);
          runs.length = 0;
          const margins = await model.margins(jit.takeRows(x, rows));
          expect(runs).toEqual([Math.max(2, count)]);
          expect(margins).toEqual(all.slice(start, start + count));
        }
      }
    },
  );
});
