import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { datasets, parseCsvDataset, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { deniedRows, fitReference, logisticRegression, mlp, predictModel, trainTeacher } from '@cfq/training';
import { lookAlikeText } from '../look-alikes/look-alike.ts';
import { lookAlikes } from '../look-alikes/look-alikes.ts';

async function lookAlike(name: string, schema: string, rows: number): Promise<PreparedDataset> {
  const file = fileURLToPath(new URL(`../../examples/lenders/${schema}.yaml`, import.meta.url));
  const csv = lookAlikeText(
    lookAlikes.find((one) => one.name === name)!,
    { rows },
  );
  return prepareDataset(parseCsvDataset({ csv, schema: await readFile(file, 'utf8') }), { seed: 0 });
}

const tables: [string, () => Promise<PreparedDataset>][] = [
  ['loans with hardly any noise', () => lookAlike('loans', 'loans', 300)],
  ['South German Credit, alike', () => lookAlike('south-german-credit', 'south-german', 1000)],
  ['German Credit', async () => prepareDataset(await datasets.german.load(), { seed: 0 })],
];

interface Rows {
  readonly x: { readonly data: ArrayLike<number>; readonly shape: readonly number[] };
  readonly y: ArrayLike<number>;
}

/** Decisions on test rows of a logistic regression by plain gradient descent, a touch of weight decay: an oracle. */
function plainLogistic({ x, y }: Rows, test: Rows): boolean[] {
  const [rows, width] = x.shape as [number, number];
  const weights = new Float64Array(width + 1);
  const score = ({ data }: Rows['x'], row: number) => {
    let sum = weights[width]!;
    for (let column = 0; column < width; column++) sum += weights[column]! * data[row * width + column]!;
    return sum;
  };
  for (let round = 0; round < 1500; round++) {
    const gradient = new Float64Array(width + 1);
    for (let row = 0; row < rows; row++) {
      const error = y[row]! - 1 / (1 + Math.exp(-score(x, row)));
      for (let column = 0; column < width; column++)
        gradient[column]! += error * x.data[row * width + column]!;
      gradient[width]! += error;
    }
    weights.forEach((weight, at) => {
      weights[at] = weight + 0.3 * (gradient[at]! / rows - (at < width ? 0.003 * weight : 0));
    });
  }
  return Array.from({ length: test.x.shape[0]! }, (_, row) => score(test.x, row) > 0);
}

describe.each(tables)('a teacher of %s', (_, load) => {
  it('is as good as a plain logistic regression within noise, and denies about as many', async () => {
    const dataset = await load();
    const { train, test } = dataset;
    const rows = test.y.length;
    const plain = plainLogistic(train, test);
    const right = plain.filter((granted, row) => granted === (test.y[row] === 1)).length;
    const deniedByPlain = plain.filter((granted) => !granted).length;
    const inputWidth = train.x.shape[1];
    const logistic = logisticRegression({ inputWidth });
    const teachers = [
      await fitReference({ dataset }),
      await trainTeacher({ model: logistic, dataset, seed: 0 }),
      await trainTeacher({ model: mlp({ inputWidth, hidden: [32, 16] }), dataset, seed: 0 }),
    ];
    for (const { model, parameters } of teachers) {
      const denied = deniedRows(await predictModel(model, parameters, test.x));
      const correct =
        rows - [...test.y.keys()].filter((row) => denied.includes(row) === (test.y[row] === 1)).length;
      const noise = 2.6 * Math.sqrt(rows * 0.25 * (1 - right / rows)) + 3;
      expect(correct).toBeGreaterThan(right - noise);
      expect(denied.length).toBeGreaterThan(0.5 * deniedByPlain);
    }
  }, 120_000);
});
