import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parseCsvDataset } from './csv/parse-csv-dataset.ts';

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

it('shows a schema that is valid', async () => {
  const [schema] = await blocks('yaml');
  const csv =
    'id,income,age,school,job,sex,decision\n1,10,30,none,clerk,f,approved\n2,20,40,some,smith,m,denied\n';
  expect(parseCsvDataset({ csv, schema: schema! }).features).toHaveLength(4);
});
