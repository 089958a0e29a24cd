import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parseCsvDataset } from './csv/parse-csv-dataset.ts';
import { checkPolicy } from './policies/check-policy.ts';
import { parseActionPolicy } from './policies/parse-action-policy.ts';
import { policyOf } from './policies/policy-of.ts';
import { dataset, datasets } from './sets/datasets.ts';
import { policyTable } from './sets/testing/policy-table.ts';

const folder = join(import.meta.dirname, '..');

/** Blocks of one language in the README. */
async function blocks(language: string): Promise<string[]> {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map((match) => match[1]!);
}

it('prints what the README says it prints', async () => {
  const [snippet] = await blocks('js');
  const [printed] = await blocks('text');
  const options = ['--conditions=@cfq/source', '--import', 'tsx', '--input-type=module', '--eval', snippet!];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
  expect(stdout).toBe(printed);
});

it('shows a policy that is valid, and one that fits German Credit', async () => {
  const yaml = await blocks('yaml');
  const policy = parseActionPolicy(yaml.find((block) => block.startsWith('# careful.yaml'))!);
  const german = await datasets.german.load();
  expect(() => {
    checkPolicy(policy, german);
  }).not.toThrow();
  expect(policy.features['savings']).toEqual({ forbidden: ['1000 DM or more'] });
});

it.each(Object.keys(datasets))('shows what the policies of %s permit, as they are', async (name) => {
  // A set that was started lately has its table on its own page of the site.
  const page = join(folder, '../../apps/docs/datasets', `${name}.md`);
  const own = await readFile(page, 'utf8').catch(() => '');
  const text = (await readFile(join(folder, 'README.md'), 'utf8')) + own;
  const loaded = await dataset(name).load();
  const plain = (markdown: string) => markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
  expect(plain(text)).toContain(plain(policyTable(loaded)));
  expect(text).toContain(`Under \`actionable\`: ${policyOf(loaded, 'actionable').description}.`);
});

it('shows schemas that are valid', async () => {
  const schema = (await blocks('yaml')).find((block) => block.startsWith('# loans.yaml'));
  const csv =
    'id,income,age,school,job,sex,decision\n1,10,30,none,clerk,f,approved\n2,20,40,some,smith,m,denied\n';
  expect(parseCsvDataset({ csv, schema: schema! }).features).toHaveLength(4);
  const applicants = (await blocks('yaml')).find((block) => block.startsWith('# applicants.yaml'));
  const rows =
    'income;debt;months;lives_rent;lives_own;decision\n1.000;70,50 €;-9;1;0;approved\n20,5;7 €;3;0;0;denied\n';
  expect(() => parseCsvDataset({ csv: rows, schema: applicants! })).toThrow("thousands: '.'");
  const { table, policies, relations } = parseCsvDataset({ csv: rows.replace('.', ''), schema: applicants! });
  expect(table.columns['debt']).toMatchObject({ values: Float64Array.of(70.5, 7) });
  expect(table.columns['housing']).toMatchObject({
    levels: ['rent', 'own', 'free'],
    codes: Int32Array.of(0, 2),
  });
  expect(table.columns['months']).toMatchObject({ special: { labels: ['no record'] } });
  expect([Object.keys(policies), relations]).toEqual([
    ['cautious'],
    [{ kind: 'at-most', lower: 'debt', upper: 'income' }],
  ]);
});
