import { createCompileScope, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { predictModel } from '../../model/model-logits.ts';
import { syntheticProblem } from '../../test-help/synthetic-problem.ts';
import { overrideRecipe } from '../../recipe/override-recipe.ts';
import { methods } from '../../methods/methods.ts';
import type { Method } from '../../recipe/method.ts';
import { trainStudent } from '../../student/train-student.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import type { ModelParameters } from '../../model/model.ts';
import { layerInputs } from '../../scheme/layer-inputs.ts';
import { distilFromScratch } from './distil-from-scratch.ts';
import { equalised } from './equalised.ts';
import { pruneByMagnitude } from './prune-by-magnitude.ts';
import { pruned } from './pruned.ts';
import { codesOf } from '../../test-help/layer-of.ts';

const { dataset, model } = syntheticProblem();
const weightsOf = (parameters: ModelParameters): number[] =>
  Object.values(parameters).flatMap(({ weight }) => Array.from(weight.data));

describe('pruneByMagnitude', () => {
  it('zeroes the given share, all of them smaller than whatever stays, and touches nothing else', () => {
    const parameters = model.init(randomStream(5));
    const before = weightsOf(parameters);
    for (const share of [0, 0.3, 0.5, 1]) {
      const pruned = pruneByMagnitude(parameters, share);
      const after = weightsOf(pruned.parameters);
      const gone = before.filter((_, i) => after[i] === 0).map(Math.abs);
      const kept = before.filter((_, i) => after[i] !== 0).map(Math.abs);
      expect(gone.length).toBe(Math.round(share * before.length));
      expect(Math.max(0, ...gone)).toBeLessThanOrEqual(Math.min(Infinity, ...kept));
      after.forEach((value, i) => {
        if (value !== 0) expect(value).toBe(before[i]);
      });
      const masks = Object.values(pruned.masks).flatMap(({ data }) => Array.from(data));
      expect(masks).toEqual(after.map((value) => Number(value !== 0)));
      for (const [layer, { bias }] of Object.entries(parameters)) {
        expect(pruned.parameters[layer]!.bias).toBe(bias);
      }
    }
    expect(weightsOf(parameters)).toEqual(before);
  });
});

describe('prune-quant', () => {
  it.each(['uniform', 'gumbel-softmax'] as const)(
    'codes of pruned weights are 0 after training, bits %s',
    async (allocator) => {
      const teacher = await trainTeacher({ model, dataset, seed: 0 });
      const student = await trainStudent({
        method: overrideRecipe(methods['prune-quant'], { allocator }),
        teacher,
        dataset,
        budgetBits: 4,
        seed: 0,
        steps: 200,
      });
      if (student.kind !== 'quantized') throw new Error('quantized');
      const { masks } = pruneByMagnitude(teacher.parameters, 0.3);
      const moved: boolean[] = [];
      for (const { name: layer } of student.deployed.network.layers) {
        const { codes } = codesOf(student.deployed, layer);
        codes.forEach((code, i) => {
          if (masks[layer]!.data[i] === 0) expect(code).toBe(0);
          else moved.push(code !== 0);
        });
      }
      expect(moved.filter(Boolean).length).toBeGreaterThan(0.5 * moved.length);
    },
  );

  it('is lsq from another start', () => {
    const { name, description, source, start } = methods.lsq;
    // As data: stages of the same make are equal.
    const plain = (recipe: Method): unknown => JSON.parse(JSON.stringify(recipe));
    const changed: Method = { ...methods['prune-quant'], name, description, source, start };
    expect(plain(changed)).toEqual(plain(methods.lsq));
    const parameters = model.init(randomStream(2));
    expect(pruneByMagnitude(parameters, 0).parameters).toEqual(parameters);
    expect(() => pruned({ share: 1 })).toThrow('pruned: share is a share of the weights');
  });
});

describe('distilFromScratch', () => {
  it('learns the teacher’s logits from fresh weights, far closer than another teacher comes', async () => {
    await using scope = createCompileScope();
    const options = { epochs: 30, decay: 0.3, learningRate: 5e-3 };
    const teacher = await trainTeacher({ model, dataset, seed: 0, options });
    const other = await trainTeacher({ model, dataset, seed: 1, options });
    const fresh = await distilFromScratch({ teacher, dataset, seed: 1, threads: 1, scope });
    const margins = async (parameters: ModelParameters): Promise<number[]> => {
      const { data } = await predictModel(model, parameters, dataset.test.x);
      return Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
    };
    const promised = await margins(teacher.parameters);
    const error = async (parameters: ModelParameters): Promise<number> =>
      (await margins(parameters)).reduce((sum, m, row) => sum + (m - promised[row]!) ** 2, 0);
    expect(await error(fresh)).toBeLessThan(0.3 * (await error(other.parameters)));
    expect(fresh).not.toEqual(teacher.parameters);
    expect(await distilFromScratch({ teacher, dataset, seed: 1, threads: 1, scope })).toEqual(fresh);
  });
});

describe('equalised', () => {
  it('units of a layer reach equally far, those within the limit, and the function stays', async () => {
    await using scope = createCompileScope();
    const teacher = await trainTeacher({ model, dataset, seed: 0, options: { epochs: 5 } });
    const setting = { teacher, dataset, seed: 0, threads: 1, scope };
    const { parameters, masks } = await equalised({ most: 4 }).make(setting);
    expect(masks).toEqual([]);
    const { x } = dataset.train;
    const reaches = async (of: ModelParameters): Promise<number[][]> => {
      const { inputs } = await layerInputs({ model, parameters: of, hidden: null, x, scope });
      return model.layers.slice(1).map(({ layer }) => {
        const { data, shape } = inputs[layer]!;
        const columns = Array.from({ length: shape[1]! }, (_, unit) =>
          Array.from({ length: shape[0]! }, (_, row) => data[row * shape[1]! + unit]!),
        );
        return columns.map((column) => Math.max(...column));
      });
    };
    const before = await reaches(teacher.parameters);
    (await reaches(parameters)).forEach((layer, at) => {
      const farthest = Math.max(...before[at]!);
      layer.forEach((reach, unit) => {
        expect(reach / farthest).toBeCloseTo(Math.min(1, (4 * before[at]![unit]!) / farthest), 4);
      });
    });
    const [own, scaled] = await Promise.all(
      [teacher.parameters, parameters].map((one) => predictModel(model, one, dataset.test.x)),
    );
    own!.data.forEach((logit: number, at: number) => expect(scaled!.data[at]).toBeCloseTo(logit, 4));
    expect(() => equalised({ most: 0.5 })).toThrow('equalised: most is what a unit is multiplied by');
  });
});
