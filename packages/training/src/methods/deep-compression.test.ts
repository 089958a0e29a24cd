import { createCompileScope } from '@cfq/jit';
import { kMeans } from '@cfq/quantizers';
import { beforeAll, expect, it } from 'vitest';
import { predictModel } from '../model/model-logits.ts';
import { fineTuned } from '../stages/start/fine-tuned.ts';
import { pruneByMagnitude } from '../stages/start/prune-by-magnitude.ts';
import { pruned } from '../stages/start/pruned.ts';
import { trainStudent } from '../student/train-student.ts';
import { trainTeacher } from '../teachers/train-teacher.ts';
import { layerOf } from '../test-help/layer-of.ts';
import { syntheticProblem } from '../test-help/synthetic-problem.ts';
import { deepCompressionMethod } from './deep-compression.ts';
import type { ModelParameters } from '../model/model.ts';
import type { Teacher } from '../model/teacher.ts';

const { dataset, model } = syntheticProblem();
let teacher: Teacher;
beforeAll(async () => {
  teacher = await trainTeacher({ model, dataset, seed: 0 });
}, 60_000);

/** Mean cross-entropy of training rows, by hand. */
async function lossOf(parameters: ModelParameters): Promise<number> {
  const { x, y } = dataset.train;
  const { data } = await predictModel(model, parameters, x);
  const losses = Array.from(y, (label, row) => {
    const [no, yes] = [data[2 * row]!, data[2 * row + 1]!];
    return Math.log(Math.exp(no - yes) + 1) - (label === 1 ? 0 : no - yes);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

it('what is pruned stays pruned, the rest mends the loss, and every weight keeps its level while levels learn', async () => {
  await using scope = createCompileScope();
  const setting = { teacher, dataset, seed: 0, threads: 1, scope };
  const start = await deepCompressionMethod.start.make(setting);
  const { parameters: cut, masks } = pruneByMagnitude(teacher.parameters, 0.7);
  for (const { layer } of model.layers) {
    start.parameters[layer]!.weight.data.forEach((weight: number, at: number) => {
      expect(weight === 0).toBe(masks[layer]!.data[at] === 0);
    });
  }
  expect(await lossOf(start.parameters)).toBeLessThan(await lossOf(cut));

  const student = await trainStudent({
    ...{ method: deepCompressionMethod, teacher, dataset, budgetBits: 4, seed: 0, steps: 200 },
  });
  if (student.kind !== 'quantized') throw new Error('quantized');
  for (const { layer } of model.layers) {
    const { weight } = start.parameters[layer]!;
    const first = kMeans.init(weight, 4);
    const { weight: stored } = layerOf(student.deployed, layer);
    if (stored.kind !== 'codebook') throw new Error('a codebook');
    expect(stored.codes).toEqual(kMeans.encode(weight, first, 4).codes);
    const zero = first.codebook.data.indexOf(0);
    expect(stored.codebook[zero]).toBe(0);
    expect(stored.codes.filter((code) => code === zero).length).toBeGreaterThanOrEqual(
      masks[layer]!.data.filter((kept: number) => kept === 0).length,
    );
    const moved = stored.codebook.filter((level, at) => level !== first.codebook.data[at]);
    expect(moved.length).toBeGreaterThan(0);
  }
}, 60_000);

it('passes are passes', () => {
  expect(() => fineTuned({ of: pruned({ share: 0.5 }), passes: 0 })).toThrow(
    /passes are passes over the rows/,
  );
});
