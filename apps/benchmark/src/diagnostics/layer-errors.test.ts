import { beforeAll, describe, expect, it } from 'vitest';
import {
  smallFullPrecisionStudent,
  smallMargin,
  smallModel,
  smallQuantizedStudent,
  smallRounded,
  smallStudy,
  type SmallStudy,
} from '../testing/small-study.ts';
import { layerErrors } from './layer-errors.ts';
import { layerErrorsSchema } from '../cells/diagnostics/layer-errors-schema.ts';

describe('layerErrors', () => {
  let study: SmallStudy;
  beforeAll(async () => {
    study = await smallStudy(2);
  });

  it('has no error where the student is the teacher', async () => {
    const student = smallFullPrecisionStudent(study.teacher.parameters);
    const { layers } = layerErrorsSchema.parse(await layerErrors({ ...study, student }));
    expect(layers.map(({ layer }) => layer)).toEqual(['dense0', 'dense1', 'dense2']);
    for (const { parameters, ...rest } of layers) {
      expect(rest).toMatchObject({
        bits: 32,
        relativeError: 0,
        largestError: 0,
        roundingError: 0,
        sensitivity: 0,
        weightBytes: 4 * parameters,
      });
    }
  });

  it('measures what plain loops measure on rounded weights', async () => {
    const bits = [3, 2, 8];
    const { parameters } = study.teacher;
    const student = smallQuantizedStudent(parameters, bits);
    const { layers, n } = layerErrorsSchema.parse(await layerErrors({ ...study, student }));
    const { denied, actions } = study.evaluated;
    const { delta, valid } = actions[0]!;
    const points = [...valid.keys()]
      .filter((row) => valid[row] === 1)
      .map((row) =>
        Array.from({ length: 5 }, (_, c) => denied.data[5 * row + c]! + delta.data[5 * row + c]!),
      );
    expect(points.length).toBeGreaterThan(20);
    expect(n).toEqual({ recoursePoints: points.length, sensitivity: points.length });
    for (const [index, { layer }] of smallModel.layers.entries()) {
      const { weight, bias } = parameters[layer]!;
      const rounded = smallRounded(weight, bits[index]!);
      const off = Array.from(rounded.data, (value, at) => value - weight.data[at]!);
      const norm = (values: Iterable<number>) => Math.hypot(...values);
      const found = layers[index]!;
      expect(found.bits).toBe(bits[index]);
      expect(found.relativeError).toBeCloseTo(norm(off) / norm(weight.data), 6);
      expect(found.roundingError).toBe(found.relativeError);
      expect(found.largestError).toBeCloseTo(Math.max(...off.map(Math.abs)), 6);
      const changed = { ...parameters, [layer]: { weight: rounded, bias } };
      const squares = points.map((at) => (smallMargin(changed, at) - smallMargin(parameters, at)) ** 2);
      const mean = squares.reduce((sum, one) => sum + one, 0) / points.length;
      expect(found.sensitivity! / mean).toBeCloseTo(1, 3);
    }
    // The packed file is too small for its 3 bits to be worth a stream.
    expect(layers.map(({ weightBytes }) => weightBytes)).toEqual([(60 * 4) / 8, (72 * 2) / 8, 12]);
  });

  it('tells rounding from what training moved', async () => {
    const { parameters } = study.teacher;
    const moved = Object.fromEntries(
      Object.entries(parameters).map(([layer, { weight, bias }]) => [
        layer,
        {
          weight: { data: Float32Array.from(weight.data, (value) => 1.5 * value), shape: weight.shape },
          bias,
        },
      ]),
    );
    const student = smallQuantizedStudent(moved, [8, 8, 8]);
    for (const { relativeError, roundingError } of (await layerErrors({ ...study, student })).layers) {
      expect(relativeError).toBeCloseTo(0.5, 2);
      expect(roundingError).toBeLessThan(0.01);
    }
  });

  it('leaves the sensitivity undefined where nobody has an action', async () => {
    const { evaluated } = study;
    const none = evaluated.actions.map((one) => ({ ...one, valid: new Uint8Array(one.valid.length) }));
    const student = smallQuantizedStudent(study.teacher.parameters, [4, 4, 4]);
    const context = { ...study, student, evaluated: { ...evaluated, actions: none } };
    const { layers, n } = layerErrorsSchema.parse(await layerErrors(context));
    expect(layers.map(({ sensitivity }) => sensitivity)).toEqual([null, null, null]);
    expect(n).toEqual({ recoursePoints: 0, sensitivity: 0 });
  });
});
