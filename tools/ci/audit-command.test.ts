import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): unknown => parse(readFileSync(join(root, 'tools/ci', file), 'utf8'));

interface Action {
  inputs: Record<string, { required?: boolean; default?: string }>;
  runs: { steps: { name: string; run: string; env?: Record<string, string> }[] };
}
interface Template {
  '.cfq-audit': { variables: Record<string, string>; before_script: string[]; script: string[] };
}
const action = read('action.yml') as Action;
const job = (read('audit.gitlab-ci.yml') as Template)['.cfq-audit'];
const [install, audit] = action.runs.steps as [Action['runs']['steps'][0], Action['runs']['steps'][0]];

const files = 'examples/foreign-models';
const inputs = {
  teacher: `${files}/scikit-learn/pipeline-mlp.onnx`,
  student: `${files}/onnxruntime/pipeline-mlp-static-int4.onnx`,
  data: `${files}/applicants.csv`,
  schema: `${files}/applicants.yaml`,
  limits: 'limits.yaml',
  arguments: '--preset\nfast\n--margins\n0.2\n--resamples\n50\n--skip-runtimes\n',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-ci-'));
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  // What the step before puts on the path, from source.
  const command = join(root, 'apps/benchmark/src/cli.ts');
  const loader = join(root, 'node_modules/tsx/dist/loader.mjs');
  writeFileSync(
    join(folder, 'cfq'),
    `#!/bin/sh\nexec "${process.execPath}" --conditions=@cfq/source --import "${loader}" "${command}" "$@"\n`,
  );
  chmodSync(join(folder, 'cfq'), 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a script of a job as the runner does, and says how it ended. */
function run(script: string, env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      'bash',
      ['-e', '-o', 'pipefail', '-c', script],
      { cwd: folder, env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
  });
}

/** The step's environment with the inputs put in, as GitHub does. */
const environment = (given: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(audit.env ?? {}).map(([name, text]) => {
      const input = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(text)?.[1] ?? '';
      return [name, given[input] ?? action.inputs[input]?.default ?? ''];
    }),
  );

describe('the audit that CI runs', () => {
  it('is one command on GitHub and on GitLab, with the same variables', () => {
    expect(job.script).toEqual([audit.run]);
    expect(Object.keys(job.variables)).toEqual(expect.arrayContaining(Object.keys(audit.env ?? {})));
    for (const name of Object.keys(action.inputs)) expect(audit.env).toHaveProperty(name.toUpperCase());
  });

  it('reads no input as code', () => {
    for (const { run: script } of action.runs.steps) expect(script).not.toContain('${{');
  });

  it('fails where a limit is missed, passes where all are met, and leaves its reports', async () => {
    const summary = join(folder, 'summary.md');
    for (const [limits, code] of [
      ['flips: 0.1%\n', 1],
      ['flips: 50%\n', 0],
    ] as const) {
      writeFileSync(join(folder, 'limits.yaml'), limits);
      writeFileSync(summary, '');
      const ended = await run(audit.run, { ...environment(inputs), GITHUB_STEP_SUMMARY: summary });
      expect(ended, ended.stderr).toMatchObject({ code });
      for (const report of ['audit.html', 'audit.xml', 'audit.sarif']) {
        expect(existsSync(join(folder, 'cfq-audit', report)), report).toBe(true);
      }
      expect(readFileSync(summary, 'utf8')).toContain('flips');
    }
  }, 120_000);

  it('tells unusable input from a missed limit', async () => {
    const ended = await run(audit.run, environment({ ...inputs, limits: '', student: 'examples/none.onnx' }));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('none.onnx');
  }, 120_000);

  it('installs a command that starts the bundle of the clone that the action stands in', async () => {
    const bin = join(folder, 'npm');
    writeFileSync(bin, '#!/bin/sh\necho "$@" > npm-was-asked\n');
    chmodSync(bin, 0o755);
    const path = join(folder, 'path');
    const ended = await run(install.run, { GITHUB_ACTION_PATH: join(root, 'tools/ci'), GITHUB_PATH: path });
    rmSync(bin);
    expect(ended).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'npm-was-asked'), 'utf8')).toContain('start --silent -- --version');
    const [placed = ''] = readFileSync(path, 'utf8').split('\n');
    const command = readFileSync(join(placed, 'cfq'), 'utf8');
    expect(command).toContain(join(root, 'apps/benchmark/dist/cli.js'));
    rmSync(placed, { recursive: true });
  });
});
