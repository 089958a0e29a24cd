import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('the first example of the README prints what it says', async () => {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  const code = /```ts\n(.*?)```/s.exec(text)?.[1] ?? '';
  const { outputText } = transpileModule(code, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
  });
  const options = [
    '--conditions=@cfq/source',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    outputText,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
  const [line, steps, engine] = stdout.trim().split('\n');
  const [slope, offset] = (line ?? '').split(' ').map(Number);
  expect(slope).toBeCloseTo(2, 1);
  expect(offset).toBeCloseTo(1, 1);
  expect(steps).toBe('100');
  expect(engine).toMatch(/^executor: ONNX Runtime, compiled \(onnxruntime-(node|web): /);
});
