import { ndarray, openModel } from '@cfq/jit';
import { expect, it } from 'vitest';
import { exposeTensor } from './expose-tensor.ts';
import { readOnnx } from './reading/read-onnx.ts';
import { recogniseNetwork } from './recognition/recognise-network.ts';
import { encodedPeople, foreignBytes, foreignFiles } from './testing/foreign-models.ts';

it('makes what a ZipMap reads an output, which ONNX Runtime gives', async () => {
  const file = foreignFiles('lightgbm').find((one) => one.file.endsWith('/boosted.onnx'))!;
  const bytes = foreignBytes(file.file);
  const { maps } = recogniseNetwork(readOnnx(bytes));
  expect(maps).toMatchObject([{ name: 'probabilities', keys: [0, 1] }]);
  const { tensor, type, keys } = maps[0]!;
  const exposed = exposeTensor(bytes, { name: tensor, type, columns: keys.length });
  expect(readOnnx(exposed).graph.outputs.map(({ name }) => name)).toEqual(['label', 'probabilities', tensor]);
  const people = encodedPeople('lightgbm');
  await using model = await openModel(exposed);
  const x = ndarray(people.flat(), [people.length, people[0]!.length]);
  const answers = await model.run({ [model.inputNames[0]!]: x }, { outputs: [tensor] });
  const expected = (file.answers['probabilities'] as Record<string, number>[]).flatMap((row) => [
    row['0']!,
    row['1']!,
  ]);
  expected.forEach((probability, at) => expect(answers[tensor]!.data[at]).toBeCloseTo(probability, 6));
});
