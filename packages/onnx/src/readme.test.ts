import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('prints what the README says it prints', async () => {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? '';
  const options = [
    '--conditions=@cfq/source',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    block('js'),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
  expect(stdout).toBe(block('text'));
});
