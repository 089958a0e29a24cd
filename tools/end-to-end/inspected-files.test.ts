import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '@cfq/benchmark';
import { keptStream } from './kept-stream.ts';

const files = fileURLToPath(new URL('../../examples/foreign-models/', import.meta.url));

async function inspect(...words: string[]) {
  const [stdout, stderr] = [keptStream(), keptStream()];
  const code = await main(['inspect', ...words], { stdout: stdout.stream, stderr: stderr.stream });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const folders = [
  'aimet',
  'brevitas',
  'keras',
  'lightgbm',
  'onnxruntime',
  'pytorch',
  'quark',
  'scikit-learn',
  'xgboost',
];
const all = folders.flatMap((folder) =>
  readdirSync(join(files, folder))
    .filter((name) => name.endsWith('.onnx'))
    .map((name) => `${folder}/${name}`),
);

/** What stands in the way of each file that is no network. */
const obstacles: readonly (readonly [file: RegExp, operator: RegExp])[] = [
  [/forest|boosted/, /TreeEnsembleClassifier/],
  [/residual/, /Add/],
  [/tanh/, /Tanh/],
  [/dynamic/, /DynamicQuantizeLinear/],
  [/rounded-probabilities/, /QuantizeLinear .* scores are rounded/],
  [/bfloat16/, /com\.amd\.quark\.ExtendedQuantizeLinear/],
];
/** Files that round their columns by a scale that stands in them. */
const rounded = /static|-(qcdq|qonnx|multi-threshold|aimet|quark)/;

describe('cfq inspect on files of other tools', () => {
  it.each(all)('%s: is a network, or says what stood in the way', async (file) => {
    const { code, stdout, stderr } = await inspect(join(files, file));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const obstacle = obstacles.find(([name]) => name.test(file))?.[1];
    const columns =
      rounded.test(file) && !file.includes('float-inputs')
        ? `18 columns of ${file.includes('16-bits-outputs') ? 16 : 8} bits`
        : '18 columns';
    if (obstacle === undefined) expect(stdout).toContain(`a network: ${columns} → `);
    else expect(/a black box: .*/.exec(stdout)?.[0]).toMatch(obstacle);
    if (stdout.includes('ONNX Runtime cannot run')) expect(stdout).not.toContain('It can be audited');
  });

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cfq-inspect-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends with one line where a file is no sound ONNX file', async () => {
    const whole = readFileSync(join(files, 'scikit-learn/pipeline-mlp.onnx'));
    const broken: Record<string, Uint8Array> = {
      'empty.onnx': new Uint8Array(),
      'cut.onnx': whole.subarray(0, 3000),
      'text.onnx': readFileSync(join(files, 'README.md')),
      'long.onnx': Uint8Array.from([...whole, 1, 2, 3]),
    };
    for (const [name, bytes] of Object.entries(broken)) writeFileSync(join(folder, name), bytes);
    const device = process.platform === 'win32' ? [] : ['/dev/zero'];
    for (const path of [...Object.keys(broken).map((name) => join(folder, name)), folder, ...device]) {
      const { code, stdout, stderr } = await inspect(path);
      expect({ path, code, stdout }).toEqual({ path, code: 2, stdout: '' });
      expect(stderr.trimEnd().split('\n'), path).toHaveLength(1);
    }
  });
});
