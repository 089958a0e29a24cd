import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { auditResultSchema, type AuditResult } from '../../result/audit-result.ts';
import { exampleAudit } from '../testing/example-audit.ts';
import { hostile, renamed } from '../testing/renamed.ts';
import { writeMlflowRun } from './write-mlflow-run.ts';

let store: string;
let result: AuditResult;
beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), 'mlruns-'));
  result = await exampleAudit();
});
afterAll(async () => {
  await rm(store, { recursive: true, force: true });
});

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

describe('writeMlflowRun', () => {
  it('writes a finished run of an experiment, with metrics as MLflow writes them', async () => {
    const { folder, runId, experimentId } = await writeMlflowRun(result, store);
    const meta = parse(await readFile(join(folder, 'meta.yaml'), 'utf8')) as Record<string, unknown>;
    expect(meta).toMatchObject({
      run_id: runId,
      experiment_id: experimentId,
      status: 3,
      lifecycle_stage: 'active',
    });
    expect(runId).toMatch(/^[0-9a-f]{32}$/u);
    const vd = result.numbers.find(({ id }) => id === 'vd@0.2')!;
    const [timestamp, value, step] = (await readFile(join(folder, 'metrics/vd/0.2'), 'utf8'))
      .trim()
      .split(' ');
    expect([Number(timestamp), Number(value), step]).toEqual([
      Date.parse(result.environment.made),
      vd.value,
      '0',
    ]);
    const experiment = parse(await readFile(join(store, experimentId, 'meta.yaml'), 'utf8')) as object;
    expect(experiment).toMatchObject({ name: 'cfq-audit', experiment_id: experimentId });
    const json = await readFile(join(folder, 'artifacts/audit.json'), 'utf8');
    expect(auditResultSchema.parse(JSON.parse(json))).toEqual(result);
  });

  it('leaves undefined numbers out, and names all as MLflow allows', async () => {
    const { folder } = await writeMlflowRun(renamed(result, hostile), store, { experiment: 'hostile' });
    const files = await filesOf(folder);
    for (const file of files) expect(file).toMatch(/^[/\w.\- ]+$/u);
    const undefinedOnes = result.numbers.filter(({ value }) => value === null);
    expect(undefinedOnes.length).toBeGreaterThan(0);
    for (const { metric, kappa } of undefinedOnes)
      expect(files).not.toContain(`metrics/${kappa === null ? metric : `${metric}/${kappa}`}`);
    for (const file of files.filter((one) => one.startsWith('params/')))
      expect(await readFile(join(folder, file), 'utf8')).toMatch(/^[^\n]*$/u);
  });

  it('replaces the same run, keeps others, and leaves no draft', async () => {
    const first = await writeMlflowRun(result, store);
    const again = await writeMlflowRun(result, store);
    const other = await writeMlflowRun({ ...result, command: 'another' }, store);
    expect(again).toEqual(first);
    expect(other.experimentId).toBe(first.experimentId);
    const runs = await readdir(join(store, first.experimentId));
    expect(runs.sort()).toEqual([first.runId, other.runId, 'meta.yaml'].sort());
    expect((await readdir(store)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses an experiment without a name', async () => {
    await expect(writeMlflowRun(result, store, { experiment: ' ' })).rejects.toThrow(
      /an experiment has a name/,
    );
  });
});
