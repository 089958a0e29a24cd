import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('the README’s snippet runs, and fewer decisions change under the two-sided method', async () => {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  const snippet = /```js\n(.*?)```/s.exec(text)?.[1] ?? '';
  const options = ['--conditions=@cfq/source', '--import', 'tsx', '--input-type=module', '--eval', snippet];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
  const changed = (method: string): number =>
    Number(new RegExp(`^${method} [2348-]+ (\\d+) decisions changed$`, 'm').exec(stdout)?.[1]);
  expect(changed('cfq-faithful')).toBeLessThan(changed('lsq'));
}, 60_000);
