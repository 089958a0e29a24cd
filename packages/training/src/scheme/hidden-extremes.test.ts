import { ndarray, randomStream } from '@cfq/jit';
import { expect, it } from 'vitest';
import { mlp } from '../model/mlp.ts';
import { hiddenExtremes } from './hidden-extremes.ts';

it('finds the largest output of every hidden unit over all rows, whatever their number', async () => {
  const model = mlp({ inputWidth: 3, hidden: [5] });
  const parameters = model.init(randomStream(2));
  const { weight, bias } = parameters['dense0']!;
  for (const rows of [1, 1500]) {
    const x = randomStream(rows, 'extremes').normal([rows, 3]);
    const highest = new Float64Array(5);
    for (let row = 0; row < rows; row += 1) {
      for (let j = 0; j < 5; j += 1) {
        let z = bias.data[j]!;
        for (let i = 0; i < 3; i += 1) z += x.data[3 * row + i]! * weight.data[5 * i + j]!;
        highest[j] = Math.max(highest[j]!, z);
      }
    }
    const found = await hiddenExtremes(model, parameters, ndarray(x.data, [rows, 3]));
    highest.forEach((value, j) => expect(found['dense0']?.data[j]).toBeCloseTo(value, 5));
  }
});
