import { fileURLToPath } from 'node:url';
import { createEncoder } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import { bindModel, readModelFile } from '@cfq/models';
import { describe, expect, it } from 'vitest';
import { advise, type AdvisedAction } from '../index.ts';
import { applicants, personsOf } from '../testing/lender.ts';

const pathOf = (name: string) =>
  fileURLToPath(new URL(`../../../../examples/foreign-models/${name}`, import.meta.url));

const steps: Readonly<Record<string, number>> = {
  income: 50,
  amount: 50,
  debt: 50,
  duration: 1,
  years_employed: 1,
};

describe('advice on files that other tools made', () => {
  it.each<[string, 'network' | 'black box']>([
    ['scikit-learn/pipeline-logistic.onnx', 'network'],
    ['scikit-learn/pipeline-mlp.onnx', 'network'],
    ['scikit-learn/pipeline-forest.onnx', 'black box'],
    ['onnxruntime/pipeline-mlp-static-qdq.onnx', 'network'],
    ['onnxruntime/pipeline-mlp-dynamic.onnx', 'black box'],
  ])('%s: values that exist, with which the file approves', async (name, kind) => {
    const people = await applicants();
    // Products of bytes saturate in native code on some processors, and in WebAssembly on none.
    await using model = await bindModel(await readModelFile(pathOf(name)), { people, runtime: 'wasm' });
    expect(model.traced === null).toBe(kind === 'black box');
    const rows = Array.from({ length: 16 }, (_, row) => row);
    const problem = { model, people: personsOf(people, rows), policy: people.policies['actionable'] };
    const advice = await advise({ ...problem, promised: 0.05 });
    const actions = advice.flatMap(({ alternatives }) => alternatives);
    expect(actions.length).toBeGreaterThan(2);
    const { data, shape } = createEncoder(model.featureSpace).encodeRows(actions.map(({ values }) => values));
    const margins = await model.margins(ndarray(data, [...shape]));
    actions.forEach(({ changes, margin }: AdvisedAction, place) => {
      expect(margins[place]).toBeGreaterThanOrEqual(0.05);
      expect(margins[place]).toBe(margin);
      for (const { feature, from, to } of changes) {
        expect(['housing', 'purpose', 'age', 'years_employed']).not.toContain(feature);
        if (typeof to === 'number') expect(to / steps[feature]!).toBe(Math.round(to / steps[feature]!));
        if (feature === 'income') expect(to).toBeLessThanOrEqual(1.2 * (from as number) + 1e-6);
      }
    });
    expect(await advise({ ...problem, promised: 0.05 })).toEqual(advice);
  });
});
