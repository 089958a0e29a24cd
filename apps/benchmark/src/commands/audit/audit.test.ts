import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditResultSchema, type AuditResult } from '@cfq/audit';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const models = fileURLToPath(new URL('../../../../../examples/foreign-models/', import.meta.url));
const [teacher, student] = [
  `${models}scikit-learn/pipeline-mlp.onnx`,
  `${models}onnxruntime/pipeline-mlp-static-int4.onnx`,
];

let folder: string;
/** A quarter of the applicants. */
let table: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-audit-'));
  table = join(folder, 'people.csv');
  writeFileSync(table, readFileSync(`${models}applicants.csv`, 'utf8').split('\n').slice(0, 126).join('\n'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const cfq = (...words: string[]) =>
  runCli(inject('cli'), 'audit', '--data', table, '--schema', `${models}applicants.yaml`, ...words);
const quick = ['--preset', 'fast', '--margins', '0.2', '--resamples', '50'];

describe('cfq audit', () => {
  it('holds a file of ONNX Runtime against its original, and says so in a page', async () => {
    const [json, summary] = [join(folder, 'audit.json'), join(folder, 'summary.md')];
    writeFileSync(summary, 'before\n');
    vi.stubEnv('GITHUB_STEP_SUMMARY', summary);
    const reports = ['html', 'markdown', 'junit', 'sarif', 'mlflow'];
    const { code, stdout, stderr } = await cfq(
      ...['--teacher', teacher, '--student', student, ...quick, '--max-flips', '0', '--json', json],
      ...reports.flatMap((kind) => [`--${kind}`, join(folder, `audit.${kind}`)]),
    );
    expect(code, stderr).toBe(1);
    expect(stdout).toMatch(/outside limits: 1 of 1/);
    expect(stdout).toMatch(/people.csv:\d+: (approved|denied) by the student/);
    const result = auditResultSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(result).toMatchObject({ outcome: 'outside', data: { path: table, rows: 125 } });
    expect(result.command).toMatch(/^cfq audit --data .* --max-flips 0 /);
    const report = (kind: string) => readFileSync(join(folder, `audit.${kind}`), 'utf8');
    expect(readFileSync(summary, 'utf8')).toBe(`before\n${report('markdown')}`);
    expect(report('html')).toMatch(/^<!doctype html>/);
    expect(report('markdown')).toMatch(/^## ❌ Model audit/);
    expect(report('junit')).toMatch(/<testsuites/);
    expect((JSON.parse(report('sarif')) as { version: string }).version).toBe('2.1.0');
    expect(readdirSync(join(folder, 'audit.mlflow'))).not.toEqual([]);
    for (const kind of reports) expect(stderr).toContain(`audit.${kind}`);
    expect(Object.keys(result.environment.versions)).toEqual(
      expect.arrayContaining(['node', 'cfq', 'onnxruntime-node', 'onnxruntime-web']),
    );
    expect(result.runtimes.map(({ file, people }) => [file, people.length])).toEqual([
      ['teacher', 3],
      ['student', 3],
    ]);
  });

  it('finds nothing in two identical files, and gives JSON alone on stdout', async () => {
    const limits = join(folder, 'limits.yaml');
    writeFileSync(limits, 'flips: 0\nvd@0.2: { value: 0%, greater_is_better: false }\n');
    const { code, stdout, stderr } = await cfq(
      ...['--teacher', teacher, '--student', teacher, ...quick, '--limits', limits, '--json', '-'],
    );
    expect(code, stderr).toBe(0);
    const result = JSON.parse(stdout) as AuditResult;
    expect(result).toMatchObject({ outcome: 'within', identical: true, findings: [] });
    expect(result.limits).toMatchObject({ source: limits, text: readFileSync(limits, 'utf8') });
  });

  it.each<[string, () => string[], RegExp]>([
    ['no student', () => ['--teacher', teacher], /--student: must name a file/],
    [
      'a file that is not there',
      () => ['--teacher', teacher, '--student', join(folder, 'no.onnx')],
      /no\.onnx: the file can be read/,
    ],
    ['half a file', () => ['--teacher', teacher, '--student', halfAFile()], /half\.onnx|readOnnx/],
    [
      'an unknown limit',
      () => ['--teacher', teacher, '--student', student, '--limits', 'flops<=1%'],
      /--limits: .*Did you mean "flips"/,
    ],
    [
      'a limit that is none',
      () => ['--teacher', teacher, '--student', student, '--max-vd', 'much'],
      /--max-vd: .*got "much"/,
    ],
    [
      'a margin that is not measured',
      () => ['--teacher', teacher, '--student', student, '--limits', 'vd@0.3<=1%'],
      /issue margins that are measured/,
    ],
    [
      'limits in two places',
      () => ['--teacher', teacher, '--student', student, '--limits', 'flips<=1%', '--max-vd', '1%'],
      /limits stand in one place/,
    ],
    [
      'an unknown solver, where all is only printed too',
      () => ['--teacher', teacher, '--student', student, '--solver', 'slpp', '--print-config'],
      /--solver: .*slp/,
    ],
    [
      'two reports in one place',
      () => [
        '--teacher',
        teacher,
        '--student',
        student,
        '--html',
        join(folder, 'a'),
        '--sarif',
        join(folder, 'a'),
      ],
      /--sarif: every report has its own place/,
    ],
    [
      'a report in no folder',
      () => ['--teacher', teacher, '--student', student, '--json', join(folder, 'no', 'a.json')],
      /--json: must be a file in a folder/,
    ],
  ])('refuses %s in one line, exit 2', async (_, words, message) => {
    const { code, stdout, stderr } = await cfq(...words());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n').at(-1)).toMatch(message);
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual([]);
  });
});

function halfAFile(): string {
  const file = join(folder, 'half.onnx');
  writeFileSync(file, readFileSync(teacher).subarray(0, 3000));
  return file;
}
