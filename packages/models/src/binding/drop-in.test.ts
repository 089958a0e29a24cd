import { createEncoder, fitFeatureSpace, parsePeople, type People } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { evaluateTeacher } from '@cfq/evaluation';
import { randomStream, takeRows, type NDArray } from '@cfq/jit';
import { denseNetwork, referenceLogits } from '@cfq/network';
import { actionSetFromFeatureSpace, attains } from '@cfq/recourse';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindModel, featureSpaceOf, metadataKeys, readModelFile, type BoundModel } from '../index.ts';
import { cellOfColumn } from '../cells/cell-of-column.ts';
import { applicants, foreignPath } from '../testing/foreign-models.ts';
import { interfaceOfCells } from './interface-of-cells.ts';

let people: People;
beforeAll(async () => {
  people = await applicants();
});

function everybody({ featureSpace }: BoundModel): NDArray {
  const { data, shape } = createEncoder(featureSpace).encodeTable(people.table);
  return { data, shape: [...shape] };
}

/** A file that takes the place of another: its own network, packed to take and give the same. */
async function dropIn(
  { network, interface: files, featureSpace }: BoundModel,
  favourable?: 'turned',
): Promise<Uint8Array> {
  const outputs = files!.outputs.map((output) =>
    favourable === 'turned' && output.labels !== undefined
      ? { ...output, labels: [output.labels[1], output.labels[0]] as const }
      : output,
  );
  const packed = await packNetwork(network!, {
    interface: { ...files!, outputs },
    metadata: { [metadataKeys.featureSpace]: JSON.stringify(featureSpace) },
  });
  return packed.bytes;
}

describe.each([
  'scikit-learn/pipeline-mlp-arrays',
  'scikit-learn/pipeline-logistic',
  'scikit-learn/pipeline-mlp',
  'onnxruntime/pipeline-mlp-static-qdq',
  'onnxruntime/pipeline-mlp-static-int4',
])('a file in the place of %s', (name) => {
  it('is bound by its metadata, or as the other one, decides alike and is read as a network', async () => {
    const file = await readModelFile(foreignPath(`${name}.onnx`));
    // Where products of bytes saturate on no processor.
    await using teacher = await bindModel(file, { people, runtime: 'wasm' });
    const packed = await readModelFile(await dropIn(teacher), { name: 'student.onnx' });
    expect(featureSpaceOf(packed)).toEqual(teacher.featureSpace);
    const expected = await teacher.margins(everybody(teacher));
    for (const options of [
      { people },
      { featureSpace: teacher.featureSpace },
      { people, featureSpace: teacher.featureSpace },
    ]) {
      await using student = await bindModel(packed, options);
      expect(student.featureSpace).toEqual(teacher.featureSpace);
      expect(student.blackBox).toBeNull();
      expect(student.interface).not.toBeNull();
      const margins = await student.margins(everybody(teacher));
      margins.forEach((margin, row) => {
        // Probabilities in float32 say little of how large a margin is.
        const [own, other] = [margin, expected[row]!].map((one) => 1 / (1 + Math.exp(-one)));
        expect(own).toBeCloseTo(other!, 5);
      });
    }
    await using again = await bindModel(packed, { people });
    expect(again.inferred).toContain('What the file is given stands in its metadata.');
  });
});

describe('a number that stands for no value', () => {
  it('is taken by the file as the table has it, and told from what it stands for', async () => {
    const lines = Array.from({ length: 40 }, (_, row) =>
      [row % 5 === 0 ? -9 : (row * 37) % 101, row % 7 === 0 ? '' : row % 3, row % 2].join(','),
    );
    const bureau = parsePeople({
      csv: `score,loans,late\n${lines.join('\n')}`,
      schema: {
        name: 'bureau',
        columns: {
          score: { kind: 'numeric', integer: true, special: { '-9': 'no file' } },
          loans: { kind: 'numeric', integer: true },
          late: { kind: 'numeric', integer: true },
        },
        sparsity: 2,
      },
    });
    const featureSpace = fitFeatureSpace({ ...bureau, trainRows: Int32Array.from(bureau.lines.keys()) });
    const input = { name: 'x', type: 'float32', columns: 3, flat: false } as const;
    const described = { ...input, rowShape: [3], fixedRows: null, sized: true };
    const context = { name: 'file', featureSpace, people: bureau, note: () => undefined };
    const cells = ['score', { column: 'loans', missing: -1 }, 'late'].map((mapped, place) =>
      cellOfColumn(mapped, { type: 'float32', place: String(place) }, context),
    );
    const columns = interfaceOfCells(featureSpace, [{ input: described, cells }])!;
    const network = denseNetwork([
      { weight: randomStream(0, 'hidden').normal([featureSpace.width, 6]), activation: 'relu' },
      { weight: randomStream(1, 'logits').normal([6, 2]) },
    ]);
    const { bytes } = await packNetwork(network, {
      interface: {
        inputs: [input],
        columns,
        outputs: [{ name: 'logits', kind: 'logits', favourable: 1, flat: false }],
      },
      metadata: { [metadataKeys.featureSpace]: JSON.stringify(featureSpace) },
    });
    const file = await readModelFile(bytes, { name: 'packed.onnx' });
    const { data, shape } = createEncoder(featureSpace).encodeTable(bureau.table);
    const x = { data, shape: [...shape] };
    const { data: logits } = referenceLogits(network, x);
    for (const options of [{ people: bureau, featureSpace }, { featureSpace }]) {
      await using model = await bindModel(file, options);
      expect(model.blackBox).toBeNull();
      expect(model.interface?.columns).toEqual(columns);
      const margins = await model.margins(x);
      margins.forEach((margin, row) => {
        expect(margin).toBeCloseTo(logits[2 * row + 1]! - logits[2 * row]!, 4);
      });
    }
  });
});

describe('labels the other way round', () => {
  it('do not pass unnoticed: the file contradicts the schema', async () => {
    const file = await readModelFile(foreignPath('scikit-learn/pipeline-mlp-arrays.onnx'));
    await using teacher = await bindModel(file, { people });
    const turned = await readModelFile(await dropIn(teacher, 'turned'), { name: 'turned.onnx' });
    await expect(bindModel(turned, { people })).rejects.toThrow(
      /the file and the schema agree on the favourable class/,
    );
    await using forced = await bindModel(turned, { people, positive: 'approved' });
    expect(forced.inferred.join(' ')).toMatch(/fewer than by chance/);
  });
});

describe('recourse on a file', () => {
  it.each(['scikit-learn/pipeline-mlp', 'onnxruntime/pipeline-mlp-weights-qdq'])(
    'is what %s itself grants, levels in order moved as the policy says',
    async (path) => {
      await using model = await bindModel(await readModelFile(foreignPath(`${path}.onnx`)), { people });
      const actionSet = actionSetFromFeatureSpace(model.featureSpace, people.policies['actionable']);
      const x = takeRows(
        everybody(model),
        Int32Array.from({ length: 120 }, (_, row) => row),
      );
      const margins = [0, 0.4];
      const { actions, recourse } = await evaluateTeacher({ teacher: model, x, actionSet, margins });
      const granted = await Promise.all(recourse.map(({ x: points }) => model.margins(points)));
      const savings = model.featureSpace.features.find(({ name }) => name === 'savings')!;
      expect(savings.ranks).toEqual([0, 1, 2, 3, 4]);
      let raised = 0;
      actions.forEach(({ valid, delta }, index) => {
        expect(valid.some((one) => one === 1)).toBe(true);
        valid.forEach((one, person) => {
          if (one !== 1) return;
          expect(attains(granted[index]![person]!, margins[index]!)).toBe(true);
          const change = Array.from(
            delta.data.subarray(
              person * x.shape[1]! + savings.start,
              person * x.shape[1]! + savings.start + savings.width,
            ),
          );
          const [from, to] = [change.indexOf(-1), change.indexOf(1)];
          if (from < 0) return;
          raised += 1;
          expect(to - from).toBeGreaterThan(0);
          expect(to - from).toBeLessThanOrEqual(2);
        });
      });
      expect(raised).toBeGreaterThan(0);
    },
  );
});
