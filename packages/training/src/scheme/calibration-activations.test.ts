import { createCompileScope, ndarray, randomStream } from '@cfq/jit';
import { expect, it } from 'vitest';
import { mlp } from '../model/mlp.ts';
import { calibrationActivations } from './calibration-activations.ts';

it('gives every output of every hidden unit, whatever the number of rows', async () => {
  await using scope = createCompileScope();
  const model = mlp({ inputWidth: 3, hidden: [5] });
  const parameters = model.init(randomStream(2));
  const { weight, bias } = parameters['dense0']!;
  for (const rows of [1, 1500]) {
    const x = ndarray(randomStream(rows, 'calibration').normal([rows, 3]).data, [rows, 3]);
    const { dense0 } = await calibrationActivations(model, parameters, x, scope);
    expect(dense0!.shape).toEqual([rows, 5]);
    for (let row = 0; row < rows; row += 1) {
      for (let j = 0; j < 5; j += 1) {
        let z = bias.data[j]!;
        for (let i = 0; i < 3; i += 1) z += x.data[3 * row + i]! * weight.data[5 * i + j]!;
        expect(dense0!.data[5 * row + j]).toBeCloseTo(Math.max(z, 0), 5);
      }
    }
  }
});
