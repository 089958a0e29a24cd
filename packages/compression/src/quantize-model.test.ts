import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseLimitExpression } from '@cfq/audit';
import { loadPeople, type People } from '@cfq/datasets';
import { bindModel, readModelFile, type BoundModel } from '@cfq/models';
import { decodeWeights, splitColumnLayer } from '@cfq/network';
import { methods } from '@cfq/training';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelCardSchema } from './card/model-card.ts';
import { renderCard } from './card/render-card.ts';
import { quantizeModel } from './quantize-model.ts';
import type { QuantizeModelProblem } from './quantized-model.ts';
import { splitPeople } from './rows/split-people.ts';
import { memoryCandidateStore } from './store/candidate-store.ts';

const foreign = (path: string): string =>
  fileURLToPath(new URL(`../../../examples/foreign-models/${path}`, import.meta.url));
const csv = foreign('applicants.csv');

/** What ONNX Runtime itself makes of the cells of the table, one input a column, as skl2onnx's users ask their files. */
async function decidedByFile(bytes: Uint8Array): Promise<string[]> {
  const [header = '', ...lines] = readFileSync(csv, 'utf8').trim().split('\n');
  const names = header.split(',');
  const cells = lines.map((line) => line.split(','));
  const session = await InferenceSession.create(bytes);
  const feeds = Object.fromEntries(
    session.inputMetadata.map((input) => {
      const column = cells.map((row) => row[names.indexOf(input.name)]!);
      const dims = [column.length, 1];
      const isText = input.isTensor && input.type === 'string';
      const numbers = (): Float32Array =>
        Float32Array.from(column, (cell) => (cell === '' ? Number.NaN : Number(cell)));
      return [
        input.name,
        isText ? new Tensor('string', column, dims) : new Tensor('float32', numbers(), dims),
      ];
    }),
  );
  const { output_label: labels } = await session.run(feeds, ['output_label']);
  await session.release();
  return labels!.data as unknown as string[];
}

let people: People;
let teacher: BoundModel;
let problem: Pick<QuantizeModelProblem, 'teacher' | 'people' | 'method' | 'steps' | 'store' | 'seed'>;
const store = memoryCandidateStore();

beforeAll(async () => {
  people = await loadPeople({ csv, schema: foreign('applicants.yaml') });
  teacher = await bindModel(await readModelFile(foreign('scikit-learn/pipeline-mlp.onnx')), { people });
  problem = { teacher, people, method: methods['cfq-faithful'], steps: 400, store, seed: 0 };
});
afterAll(() => teacher.dispose());

describe('a pipeline of scikit-learn, quantized within limits', () => {
  it('decides for everybody as its audit says, when the file is asked as the pipeline is asked', async () => {
    const keep = parseLimitExpression('flips<=4%, vd@0.2<=10%, near-miss>=0.9');
    const { model, chosen, points } = await quantizeModel({ ...problem, aim: { keep } });
    expect(model).not.toBeNull();
    const { bytes, audit, card, confirmed } = model!;
    expect(chosen!.bytes).toBe(bytes.length);
    for (const { measured, bytes: size } of points) {
      if (size < bytes.length) expect(measured!.within).toBe(false);
      if (size > bytes.length) expect(measured).toBeNull();
    }

    const [own, theirs] = [
      await decidedByFile(bytes),
      await decidedByFile(readFileSync(foreign('scikit-learn/pipeline-mlp.onnx'))),
    ];
    expect(new Set(own)).toEqual(new Set(['approved', 'denied']));
    const { test } = splitPeople({
      ...{ people, featureSpace: teacher.featureSpace, seed: 0 },
      decisions: Int32Array.from(theirs, (label) => Number(label === 'approved')),
    });
    const flipped = [...test.rows].filter((row) => own[row] !== theirs[row]);
    expect(audit.swapSet.people.map(({ line }) => line)).toEqual(flipped.map((row) => people.lines[row]));
    const share = flipped.length / test.rows.length;
    expect(audit.numbers.find(({ id }) => id === 'flips')!.value).toBeCloseTo(share, 12);
    expect(confirmed).toBe(audit.limits!.within);

    expect(modelCardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
    expect(card).toMatchObject({
      teacher: { name: 'pipeline-mlp.onnx', sha256: teacher.file.sha256 },
      student: { name: 'pipeline-mlp.quantized.onnx', bytes: bytes.length, bits: chosen!.averageBits },
      data: { rows: 500, test: test.rows.length, outcomes: 'data', policy: 'actionable' },
      schedule: chosen!.allocation,
      licence: null,
    });
    const text = renderCard(card);
    for (const said of [teacher.file.sha256, keep.text, '**chosen**', 'vd@0.2 at most 10 %', 'Runtimes']) {
      expect(text).toContain(said);
    }
  }, 60_000);

  it('says what came nearest where nothing is within the limits, and gives no file', async () => {
    const keep = parseLimitExpression('crg@0<=0, crg-mean@0<=0, flips<=0');
    const { model, best, points } = await quantizeModel({ ...problem, steps: 20, aim: { keep, most: 2 } });
    expect(model).toBeNull();
    expect(points).toContain(best);
    expect(best!.measured!.within).toBe(false);
  }, 60_000);

  it('needs no outcomes, and a threshold goes into the place of the file with it', async () => {
    const binding = { threshold: 0.7 };
    await using strict = await bindModel(teacher.file, { people, ...binding });
    const unlabelled = { ...people, y: null, label: null };
    const { model } = await quantizeModel({
      ...{ ...problem, teacher: strict, people: unlabelled, binding, steps: 100 },
      aim: { bits: 8 },
    });
    const { audit, card } = model!;
    expect(card).toMatchObject({ data: { outcomes: 'teacher' }, confirmed: null, limits: null });
    expect(audit.numbers.map(({ id }) => id)).not.toContain('accuracy');
    // Were the threshold left in the file, or left out, it would be an offset of 0.85 logits.
    expect(audit.marginDifference.largest).toBeLessThan(0.4);
    await using student = await bindModel(await readModelFile(model!.bytes), {
      featureSpace: teacher.featureSpace,
    });
    expect(student.reads).toBe(teacher.reads);
  }, 60_000);
});

it("a file of ONNX Runtime's quantizer has a smaller one made of it, which reads its columns alike", async () => {
  const file = await readModelFile(foreign('onnxruntime/pipeline-mlp-static-qdq.onnx'));
  await using rounded = await bindModel(file, { people });
  const { model } = await quantizeModel({ ...problem, teacher: rounded, aim: { bits: 4 }, steps: 100 });
  const { bytes, audit, card } = model!;
  expect(audit.teacher).toMatchObject({ recognised: true, bits: 8 });
  expect(audit.student).toMatchObject({ recognised: true, bits: 4 });
  expect(audit.numbers.find(({ id }) => id === 'flips')!.value).toBeLessThan(0.05);
  expect(card.certificates.margins[0]!.actions).toBeGreaterThan(10);
  await using student = await bindModel(await readModelFile(bytes), { featureSpace: rounded.featureSpace });
  const [front, own] = [rounded, student].map(({ network }) => splitColumnLayer(network!).front);
  // Dividing sums by a step and multiplying them by it again may cost a last place.
  const [theirs, mine] = [front, own].map((layer) => decodeWeights(layer!.weight).data);
  mine!.forEach((value, at) => expect(value).toBeCloseTo(theirs![at]!, 6));
  expect(own!.sumGrids).toMatchObject(
    front!.sumGrids.map(({ lowest, highest, scale }) => ({ lowest, highest, scale })),
  );
  expect(
    splitColumnLayer(student.network!).layers.map(({ sumGrids, grid }) => [sumGrids.length, grid?.bits]),
  ).toEqual([
    [0, 8],
    [0, 8],
    [0, undefined],
  ]);
}, 60_000);

it.each([
  ['scikit-learn/pipeline-forest.onnx', /TreeEnsembleClassifier.*can be audited/],
  ['lightgbm/boosted.onnx', /TreeEnsembleClassifier.*can be audited/],
])('refuses %s, and says what stands in the way and what can be done', async (file, message) => {
  await using forest = await bindModel(await readModelFile(foreign(file)), { people });
  await expect(quantizeModel({ ...problem, teacher: forest, aim: { bits: 4 } })).rejects.toThrow(message);
});
