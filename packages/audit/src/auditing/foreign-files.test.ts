import { createEncoder, parsePeople } from '@cfq/datasets';
import { bindModel, readModelFile, type BindModelOptions, type BoundModel } from '@cfq/models';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, AuditError, parseLimitExpression, runtimeMatrix, type AuditProblem } from '../index.ts';

const models = fileURLToPath(new URL('../../../../examples/foreign-models/', import.meta.url));
const people = parsePeople({
  csv: readFileSync(`${models}applicants.csv`, 'utf8').split('\n').slice(0, 81).join('\n'),
  schema: readFileSync(`${models}applicants.yaml`, 'utf8'),
});
const quick = { people, resamples: 20, solverOptions: { preset: 'fast' }, margins: [0, 0.2] };

const bound = async (file: string, options: BindModelOptions = {}) =>
  bindModel(await readModelFile(models + file), { people, ...options });

let teacher: BoundModel;
beforeAll(async () => {
  teacher = await bound('scikit-learn/pipeline-mlp.onnx');
});
afterAll(() => teacher.dispose());

async function against(file: string, options: BindModelOptions = {}, more: Partial<AuditProblem> = {}) {
  await using student = await bound(file, { featureSpace: teacher.featureSpace, ...options });
  return await audit({ teacher, student, ...quick, ...more });
}

describe('files of other tools', () => {
  it("ONNX Runtime's 8-bit products are told to depend on the processor", async () => {
    const runtimes = { teacher: { people }, student: { people } };
    const { findings, runtimes: found } = await against(
      'onnxruntime/pipeline-mlp-static-qdq.onnx',
      {},
      { runtimes },
    );
    const dependent = findings.find(({ kind }) => kind === 'runtime-dependent');
    expect(dependent?.text).toMatch(/signed bytes beyond ±64 .* such products saturate/);
    expect(found.map(({ file }) => file)).toEqual(['teacher', 'student']);
    for (const { people: verdicts } of found) {
      expect(verdicts.map(({ name, reference, failure, rows }) => [name, reference, failure, rows])).toEqual([
        ['native, default', true, null, 80],
        ['native, exact', false, null, 80],
        ['WebAssembly', false, null, 80],
      ]);
    }
  });

  it('such a file against itself has no finding', async () => {
    await using one = await bound('onnxruntime/pipeline-mlp-static-qdq.onnx', {
      featureSpace: teacher.featureSpace,
    });
    await using other = await bound('onnxruntime/pipeline-mlp-static-qdq.onnx', {
      featureSpace: teacher.featureSpace,
    });
    const runtimes = { teacher: { people }, student: { people } };
    const { findings } = await audit({ teacher: one, student: other, ...quick, runtimes });
    expect(findings).toEqual([]);
  });

  it('the same file with its classes exchanged decides the mirror image', async () => {
    const { findings, swapSet } = await against('scikit-learn/pipeline-mlp.onnx', { positive: 'denied' });
    expect(findings[0]?.kind).toBe('decisions-mirrored');
    expect(swapSet.people).toHaveLength(80);
  });

  it('runs in the runtimes that are named', async () => {
    const x = createEncoder(teacher.featureSpace).encodeTable(people.table);
    const verdicts = await runtimeMatrix({
      file: teacher.file,
      bind: { people, featureSpace: teacher.featureSpace },
      x: { data: x.data, shape: [...x.shape] },
      settings: [{ name: 'native', runtime: 'native', optimization: 'all' }],
    });
    expect(verdicts).toMatchObject([
      { rows: 80, toApproved: 0, toDenied: 0, largestDifference: 0, failure: null },
    ]);
  });
});

describe('what cannot be audited', () => {
  it.each<[string, Partial<AuditProblem>, RegExp]>([
    [
      'a margin that is not measured',
      { limits: parseLimitExpression('vd@0.4<=1%') },
      /expected one of 0, 0.2, got vd@0.4/,
    ],
    [
      'runtimes that are not compared',
      { limits: parseLimitExpression('runtime-flips<=0') },
      /which this audit leaves out/,
    ],
    [
      'accuracy without outcomes',
      { people: { ...people, y: null }, limits: parseLimitExpression('accuracy>=0.5') },
      /the outcomes of the people/,
    ],
    [
      'groups without attributes',
      { people: { ...people, subgroups: {} }, limits: parseLimitExpression('subgroup-gap<=1%') },
      /`subgroups` of the schema/,
    ],
    ['nobody', { people: { ...people, table: { rows: 0, columns: {} } } }, /there are people/],
    ['a group of none', { minimumGroup: 0 }, /minimumGroup is a number of things/],
  ])('%s', async (_, more, message) => {
    const problem = { teacher, student: teacher, ...quick, ...more };
    await expect(audit(problem)).rejects.toThrow(message);
    await expect(audit(problem)).rejects.toThrow(AuditError);
  });

  it('rows of another feature space', async () => {
    const { featureSpace } = teacher;
    const other = { ...teacher, featureSpace: { ...featureSpace, sparsity: 1 } };
    await expect(audit({ teacher, student: other, ...quick })).rejects.toThrow(/one feature space/);
  });
});
