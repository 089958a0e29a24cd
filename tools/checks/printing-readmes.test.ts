import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../../packages');

describe.each(['advice', 'evaluation', 'onnx', 'recourse'])('the README of %s', (name) => {
  it('says what its first program prints', async () => {
    const folder = join(packages, name);
    const text = await readFile(join(folder, 'README.md'), 'utf8');
    const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text)![1]!;
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
});
