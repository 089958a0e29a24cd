import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncoder, fitFeatureSpace, parseCsvDataset } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { metadataKeys } from '@cfq/models';
import { denseNetwork } from '@cfq/network';
import { afterAll, expect, inject, it } from 'vitest';

const csv = `savings,duration,ok
-9,12,n
500,12,y
800,24,y
100,48,n
-9,60,n
1200,36,y
`;
const schema = `name: loans
label: { column: ok, favourable: y }
sparsity: 1
columns:
  savings: { kind: numeric, step: 100, bounds: [0, 2000], special: { -9: no record } }
  duration: { kind: numeric, immutable: true }
policies:
  with-account: { features: { savings: { obtainable: [-9] } } }
`;

const folder = mkdtempSync(join(tmpdir(), 'cfq-advise-obtainable-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether the bank says yes: savings on record that are no less than their mean. */
async function writeModel(): Promise<void> {
  const { table, features } = parseCsvDataset({ csv, schema, csvFile: 'a.csv', schemaFile: 'a' });
  const trainRows = Int32Array.from({ length: 6 }, (_, row) => row);
  const space = fitFeatureSpace({ table, features, trainRows, sparsity: 1 });
  const { data, shape } = createEncoder(space).encodeTable(table);
  const { start } = space.features.find(({ name }) => name === 'savings')!;
  // What is 1 for the first person, who has no record, and 0 for the second.
  const absent = Array.from({ length: shape[1] }, (_, column) => column).filter(
    (column) => column !== start && data[column] === 1 && data[shape[1] + column] === 0,
  );
  expect(absent).toHaveLength(1);
  const weight = new Float32Array(2 * shape[1]);
  weight[2 * start + 1] = 1;
  weight[2 * absent[0]! + 1] = -4;
  const network = denseNetwork([
    { weight: { data: weight, shape: [shape[1], 2] }, bias: Float32Array.of(0, -0.001) },
  ]);
  const metadata = { [metadataKeys.featureSpace]: JSON.stringify(space) };
  writeFileSync(at('bank.onnx'), (await packNetwork(network, { metadata })).bytes);
}

it('cfq advise, as a process, has somebody obtain what their policy lets them obtain, and nobody else', async () => {
  await writeModel();
  writeFileSync(at('people.csv'), csv);
  writeFileSync(at('loans.yaml'), schema);
  const advise = (...policy: string[]) =>
    new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      const words = ['advise', at('bank.onnx'), '--data', at('people.csv'), '--schema', at('loans.yaml')];
      execFile(process.execPath, [inject('cli'), ...words, '--person', '2', ...policy], (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
  const [open, closed] = await Promise.all([advise('--actions', 'with-account'), advise()]);
  expect(open).toMatchObject({ code: 0 });
  expect(open.out).toMatch(/\n1\. savings: from "no record" to (700|800)\n/);
  expect(closed).toMatchObject({ code: 1 });
  expect(closed.out).toContain('No change that is permitted was found to be enough.');
});
