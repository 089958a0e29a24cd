import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';

const example = fileURLToPath(new URL('../../../../examples/my-parts/my-parts.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cfq-run-plugin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cfq(...words: string[]) {
  const out = { stdout: '', stderr: '' };
  const to = (name: keyof typeof out) => ({
    write: (text: string) => void (out[name] += text),
    isTTY: false,
  });
  const code = await main(words, { stdout: to('stdout'), stderr: to('stderr') } as never);
  return { code, ...out };
}

/** A module of one quantizer that is that of the project but for some of it. */
function quantizerModule(name: string, changes: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(
    file,
    `import { defineQuantizer, uniformSymmetric } from '@cfq/quantizers';
const { part, ...own } = uniformSymmetric;
export const mine = defineQuantizer({ ...own, name: 'mine', ${changes} });`,
  );
  return file;
}

const small = [
  '--dataset',
  'synthetic-linear',
  '--seeds',
  '0',
  '--backbone',
  'mlp:8',
  // Its decay is not searched for.
  '--teacher',
  'decay=0.1,learning-rate=1e-2',
  '--margins',
  '0',
  '--json',
];

describe('cfq --plugin', () => {
  it("runs a stranger's quantizer and method beside the project's own", async () => {
    const methods = 'my-parts/shifted,lsq';
    const asked = [
      '--plugin',
      example,
      '--method',
      methods,
      ...small,
      '--override',
      'length.steps=40',
      '--jobs',
      '2',
    ];
    const { code, stdout, stderr } = await cfq('run', ...asked);
    expect(stderr).not.toContain('failed');
    expect(code).toBe(0);
    const cells = JSON.parse(stdout) as { method: string; averageBits: number }[];
    expect(cells.map(({ method, averageBits }) => [method, averageBits])).toEqual([
      ['my-parts/shifted', 4],
      ['lsq', 4],
    ]);
  }, 120_000);

  it('lists parts under the name of their plug-in', async () => {
    const { code, stdout } = await cfq('list', 'quantizers', '--plugin', example);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^my-parts\/power-of-two +symmetric signed range, steps rounded up to powers of two/m,
    );
  });

  it('refuses a part that breaks a law, by the name of the law', async () => {
    const file = quantizerModule('lawless', 'fakeQuantize: (x) => x');
    const { code, stderr } = await cfq('run', '--plugin', file, '--method', 'lsq', ...small);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cfq: --plugin .*lawless\.ts: quantizer "mine" breaks the law ".+": .+\n$/);
  });

  it('refuses two plug-ins of one name', async () => {
    const file = quantizerModule('my-parts', '');
    const { code, stderr } = await cfq('list', 'quantizers', '--plugin', file, example);
    expect(code).toBe(2);
    expect(stderr).toMatch(/plug-ins have names of their own \(expected one "my-parts"/);
  });
});
