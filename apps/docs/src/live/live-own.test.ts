import { readFileSync } from 'node:fs';
import { createEncoder, parsePeople, readableRows } from '@cfq/datasets';
import { bindModel, readModelFile } from '@cfq/models';
import { referenceLogits, decodeWeights } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { DocsError } from '../docs-error.ts';
import { liveAdviser } from './live-advice.ts';
import { liveCertificates } from './live-certificates.ts';
import { liveMargin } from './live-model.ts';
import { liveRuntimeMargins } from './live-runtime.ts';
import { ownNames } from './own-names.ts';
import { ownScene, roundedNetwork } from './live-own.ts';
import { restoreNetwork } from './stored-network.ts';

const file = (path: string) => ({
  name: path.split('/').at(-1)!,
  bytes: new Uint8Array(
    readFileSync(new URL(`../../../../examples/foreign-models/${path}`, import.meta.url)),
  ),
});
const csv = file('applicants.csv');
const schema = file('applicants.yaml');

describe('a model of one’s own', () => {
  it('is helped with as the examples are, and stands beside its smaller self and its rounded ones', async () => {
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const smaller = file('scikit-learn/pipeline-mlp.onnx');
    const { start, teacher, students } = await ownScene({ model, smaller, csv, schema });
    const network = restoreNetwork(teacher);
    expect(start.people.length).toBe(60);
    expect(start.margins.every((margin) => margin <= 0)).toBe(true);
    // As the documents print it: line 2 is denied with a margin of −1.321, and savings are enough.
    expect(start.margins[0]).toBeCloseTo(-1.321, 3);
    const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {} };
    const answer = await liveAdviser(start, network)({ ...rules, values: start.people[0]!, ways: 1 });
    expect(answer.changes).toMatchObject([{ feature: 'savings', from: 'below 100', to: '500 to 1000' }]);
    const eight = students.find(({ bits }) => bits === 8)!.students;
    expect(eight.map(({ method }) => method)).toEqual([ownNames.rounded, ownNames.smaller]);
    const margins = eight.map((one) =>
      liveMargin(restoreNetwork(one.network), start.featureSpace, answer.values),
    );
    expect(margins[0]).toBeCloseTo(answer.margin, 1);
    expect(margins[1]).toBe(answer.margin);
  });

  it('stands beside a smaller file that rounds its sums, which answers and is certified as it is', async () => {
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const smaller = file('onnxruntime/pipeline-mlp-static-int4.onnx');
    const { start, teacher, students, warnings } = await ownScene({ model, smaller, csv, schema });
    expect(warnings).toEqual([]);
    const [two, eight] = [2, 8].map((width) => students.find(({ bits }) => bits === width)!.students[1]!);
    expect(two).toEqual(eight);
    const own = restoreNetwork(two!.network);
    // What was stored is what the file says, as its reader binds it.
    const people = parsePeople({ csv: csv.bytes, schema: new TextDecoder().decode(schema.bytes) });
    const options = { people, featureSpace: start.featureSpace };
    await using bound = await bindModel(await readModelFile(smaller.bytes), options);
    const x = createEncoder(start.featureSpace).encodeRows(start.people);
    const margins = await bound.margins(x);
    const asked = start.people.map((row) => liveMargin(own, start.featureSpace, row));
    asked.forEach((margin, row) => expect(margin).toBeCloseTo(margins[row]!, 3));
    // The page asks ONNX Runtime about a file that it writes of what it stored.
    const [ran] = await liveRuntimeMargins([own], start.featureSpace, start.people);
    ran!.forEach((margin, row) => expect(margin).toBeCloseTo(asked[row]!, 3));
    const approved = readableRows(people).filter((row) => liveMargin(own, start.featureSpace, row) > 1);
    const radii = approved
      .slice(0, 5)
      .map((row) =>
        liveCertificates(start.featureSpace, { teacher: restoreNetwork(teacher), students: [own] }, row),
      );
    expect(radii.flat().some((radius) => radius !== null)).toBe(true);
  });

  it.each([
    [
      'scikit-learn/pipeline-forest.onnx',
      /cannot open pipeline-forest\.onnx: it is a tree model .*`cfq advise`/,
    ],
    [
      'lightgbm/boosted.onnx',
      /cannot open boosted\.onnx: it is a tree model .*`cfq advise` takes any ONNX file/,
    ],
    [
      'onnxruntime/pipeline-mlp-dynamic.onnx',
      /its operator DynamicQuantizeLinear ".*" stands in the way \(it/,
    ],
    ['onnxruntime/pipeline-mlp-static-int4.onnx', /it rounds sums within its layers, .*`cfq advise`/],
  ])('is refused where nothing could be proven of it: %s', async (path, words) => {
    const refused = ownScene({ model: file(path), csv, schema });
    await expect(refused).rejects.toThrow(DocsError);
    await expect(refused).rejects.toThrow(words);
  });

  it('says of a smaller file that it cannot open which command takes it', async () => {
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const smaller = file('onnxruntime/pipeline-mlp-dynamic.onnx');
    await expect(ownScene({ model, smaller, csv, schema })).rejects.toThrow(
      /cannot open pipeline-mlp-dynamic\.onnx: .*`cfq audit` takes any ONNX file/,
    );
  });

  it('says who takes an input map where a file needs one', async () => {
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const smaller = file('onnxruntime/mlp-static-qdq.onnx');
    await expect(ownScene({ model, smaller, csv, schema })).rejects.toThrow(
      /18 float32\)\. This page takes no input map\. The command `cfq audit --student-input-map` does\.$/,
    );
  });

  it('says of what is no model which file it is', async () => {
    const model = { name: 'notes.onnx', bytes: new TextEncoder().encode('no model but words') };
    await expect(ownScene({ model, csv, schema })).rejects.toThrow(
      'notes.onnx cannot be read. A model is read from an ONNX file (expected ONNX, got a text file).',
    );
  });

  it('warns of a number far outside of all others, and opens the people all the same', async () => {
    const lines = new TextDecoder().decode(csv.bytes).split('\n');
    lines[4] = lines[4]!.replace(/^\d+/, '-99999');
    const odd = { name: csv.name, bytes: new TextEncoder().encode(lines.join('\n')) };
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const { start, warnings } = await ownScene({ model, csv: odd, schema });
    expect(start.people.length).toBe(60);
    expect(warnings[0]).toMatch(
      /^Look at "income": -99999 \(applicants\.csv line 5\) is far below all other rows/,
    );
    expect(warnings[1]).toMatch(/looks like a code/);
  });

  it('is rounded to levels no further apart than its range allows', async () => {
    const { teacher } = await ownScene({ model: file('scikit-learn/pipeline-mlp.onnx'), csv, schema });
    const network = restoreNetwork(teacher);
    for (const bits of [8, 4, 3, 2] as const) {
      const rounded = roundedNetwork(network, bits);
      rounded.layers.forEach(({ weight }, at) => {
        const own = decodeWeights(network.layers[at]!.weight);
        const levels = decodeWeights(weight);
        const [, outputs = 1] = own.shape;
        for (let channel = 0; channel < outputs; channel += 1) {
          const column = (data: ArrayLike<number>) =>
            Array.from({ length: data.length / outputs }, (_, row) => data[row * outputs + channel]!);
          expect(new Set(column(levels.data)).size).toBeLessThanOrEqual(2 ** bits);
        }
      });
      const zeros = {
        data: new Float32Array(
          network.layers[0]!.weight.kind === 'float' ? network.layers[0]!.weight.values.shape[0]! : 0,
        ),
        shape: [1, decodeWeights(network.layers[0]!.weight).shape[0]!],
      };
      expect(referenceLogits(rounded, zeros).data.every(Number.isFinite)).toBe(true);
    }
  });
});
