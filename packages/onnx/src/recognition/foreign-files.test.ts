import { columnsFrom, referenceLogits, type FileValues } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { answersOf } from '../testing/answers-of.ts';
import { encodedPeople, foreignBytes, foreignFiles, tablePeople } from '../testing/foreign-models.ts';
import { recogniseNetwork } from './recognise-network.ts';
import type { RecognisedNetwork } from '../model/recognition.ts';

const tools = [
  'scikit-learn',
  'pytorch',
  'keras',
  'lightgbm',
  'xgboost',
  'onnxruntime',
  'brevitas',
  'aimet',
  'quark',
];
const files = tools.flatMap((tool) => foreignFiles(tool).map((file) => ({ ...file, tool })));

/** Files that are no network, by their names, with the operator that says so. */
const blackBoxes: readonly (readonly [file: RegExp, operator: string])[] = [
  [/tanh/, 'Tanh'],
  [/forest|boosted/, 'ai.onnx.ml.TreeEnsembleClassifier'],
  [/residual/, 'Add'],
  [/-dynamic/, 'DynamicQuantizeLinear'],
  [/rounded-probabilities-aimet/, 'QuantizeLinear'],
  [/rounded-probabilities-quark/, 'com.microsoft.QuantizeLinear'],
  [/bfloat16/, 'com.amd.quark.ExtendedQuantizeLinear'],
];
const obstacleOf = (file: string): string | undefined => blackBoxes.find(([name]) => name.test(file))?.[1];

/** What a file answers for some output, the columns of its rows one after another. */
function flat(rows: readonly unknown[]): unknown[] {
  return rows.flatMap((row) =>
    Array.isArray(row) || (typeof row === 'object' && row !== null)
      ? (Object.values(row) as unknown[])
      : [row],
  );
}

/** Logits [other, favourable]; the class that stands second in the output that was read is the favourable one. */
function logitsOf(
  { network, interface: files }: RecognisedNetwork,
  values: Record<string, FileValues>,
): Float32Array {
  return Float32Array.from(referenceLogits(network, columnsFrom(files, values)).data);
}

describe('files of other tools', () => {
  const networks = files.filter(({ file }) => obstacleOf(file) === undefined);
  it.each(networks)('$file: answers as the tool that runs it', ({ file, tool, inputs, answers }) => {
    const recognition = recogniseNetwork(readOnnx(foreignBytes(file))) as RecognisedNetwork;
    expect(recognition).toHaveProperty('network');
    const { interface: fileInterface, maps } = recognition;
    const people = encodedPeople(tool);
    const [first] = fileInterface.inputs;
    const values =
      inputs === 'encoded'
        ? { [first!.name]: { data: people.flat(), shape: [people.length, people[0]!.length] } }
        : tablePeople(fileInterface.inputs, people.length);
    const logits = logitsOf(recognition, values);
    const described = [
      ...fileInterface.outputs,
      ...maps.map(({ name }) => ({ name, kind: 'probabilities', favourable: 1, flat: false }) as const),
    ];
    expect(described.map(({ name }) => name).sort()).toEqual(Object.keys(answers).sort());
    for (const output of described) {
      const expected = flat(answers[output.name]!);
      const given = answersOf(logits, output);
      expect(given).toHaveLength(expected.length);
      given.forEach((answer, at) => {
        if (typeof answer === 'number' && output.kind !== 'labels') {
          // Sums are taken in another order: float32 numbers of the size of logits differ in their last places.
          expect(Math.abs(answer - Number(expected[at]))).toBeLessThan(2e-5);
        } else {
          expect(answer).toBe(expected[at]);
        }
      });
    }
  });

  const others = files.filter(({ file }) => obstacleOf(file) !== undefined);
  it.each(others)('$file: a black box, and why', ({ file }) => {
    const recognition = recogniseNetwork(readOnnx(foreignBytes(file)));
    expect(recognition).toMatchObject({ operator: obstacleOf(file) });
    expect('blackBox' in recognition && recognition.blackBox).toMatch(/stands in the way: .+\.$/);
  });

  it('codes stay codes of their bits', () => {
    const bits = (file: string): unknown[] => {
      const { network } = recogniseNetwork(readOnnx(foreignBytes(file))) as RecognisedNetwork;
      return network.layers.map(({ weight, grid }) => [
        weight.kind === 'float' ? 32 : weight.bits,
        grid?.bits,
      ]);
    };
    const fourBits = [
      [4, 4],
      [4, 4],
      [8, undefined],
    ];
    expect(bits('brevitas/mlp-4-bits-float-inputs-qcdq.onnx')).toEqual(fourBits);
    expect(bits('brevitas/mlp-4-bits-float-inputs-qonnx.onnx')).toEqual(fourBits);
    expect(bits('brevitas/mlp-4-bits-float-inputs-multi-threshold.onnx')).toEqual(fourBits);
    expect(bits('onnxruntime/pipeline-mlp-weights-qdq.onnx')).toEqual([
      [8, undefined],
      [8, undefined],
      [8, undefined],
    ]);
  });

  it('says what black boxes answer, and what their maps are made of', () => {
    const { outputs, maps } = recogniseNetwork(
      readOnnx(foreignBytes('scikit-learn/pipeline-forest.onnx')),
    ) as never as {
      outputs: unknown;
      maps: unknown;
    };
    expect(outputs).toMatchObject([{ name: 'output_label', kind: 'labels', labels: ['approved', 'denied'] }]);
    expect(maps).toEqual([
      {
        name: 'output_probability',
        tensor: 'probabilities',
        type: 'float32',
        keys: ['approved', 'denied'],
        says: 'probabilities',
      },
    ]);
  });
});
