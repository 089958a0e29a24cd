import { createHash } from 'node:crypto';

import type { AuditResult } from '../../result/audit-result.ts';
import { renderAuditHtml } from '../html/render-audit-html.ts';
import { renderAuditJunit } from '../junit/render-audit-junit.ts';
import { renderAuditMarkdown } from '../markdown/render-audit-markdown.ts';
import { renderAuditSarif } from '../sarif/render-audit-sarif.ts';
import { visibleText } from '../text/visible-text.ts';

/** A run as MLflow's file store keeps one: what is in it, by path below the run's folder. */
export interface MlflowRun {
  /** 32 hexadecimal digits, of the hash of the audit. */
  readonly runId: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What a parameter may hold at most, in characters. */
const longest = 6000;

/**
 * The files of an MLflow run that holds an audit. Parameters are what was asked for, metrics every number that is defined
 * (of issue margins `vd/0.2`; ends of intervals `vd/0.2.lower`; of the reference `accuracy.reference`), tags the outcome and
 * the hashes; the reports are its artifacts, and the summary is its description.
 *
 * @param experimentId - Of the experiment the run belongs to.
 * @param artifactUri - Where its artifacts will lie.
 * @see https://mlflow.org/docs/latest/ml/tracking/backend-stores/
 */
export function mlflowRun(result: AuditResult, experimentId: string, artifactUri: string): MlflowRun {
  const json = JSON.stringify(result, null, 2);
  const runId = createHash('sha256').update(json).digest('hex').slice(0, 32);
  const end = Date.parse(result.environment.made);
  const seconds = result.environment.seconds.reduce((sum, one) => sum + one.seconds, 0);
  const name = `audit of ${visibleText(result.student.name)}`;
  const meta = mlflowMeta({ runId, experimentId, artifactUri, name, start: end - 1000 * seconds, end });
  const folder = (at: string, entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([file, text]) => [`${at}/${file}`, text] as const);
  const metrics = Object.entries(metricsOf(result)).map(
    ([file, value]) => [file, `${end} ${value} 0\n`] as const,
  );
  return {
    runId,
    files: Object.fromEntries([
      ['meta.yaml', meta],
      ...folder('params', paramsOf(result)),
      ...folder('metrics', Object.fromEntries(metrics)),
      ...folder('tags', {
        'mlflow.runName': name,
        'mlflow.source.name': 'cfq audit',
        'mlflow.source.type': 'LOCAL',
        'mlflow.user': 'cfq',
        'mlflow.note.content': renderAuditMarkdown(result, { people: 0 }),
        'cfq.schema': result.schema,
        'cfq.outcome': result.outcome,
        'cfq.teacher.sha256': result.teacher.sha256,
        'cfq.student.sha256': result.student.sha256,
        ...(result.limits !== null && { 'cfq.limits.sha256': result.limits.sha256 }),
      }),
      ...folder('artifacts', {
        'audit.json': `${json}\n`,
        'audit.html': renderAuditHtml(result),
        'audit.md': renderAuditMarkdown(result),
        'audit.junit.xml': renderAuditJunit(result),
        'audit.sarif': renderAuditSarif(result),
      }),
    ]),
  };
}

/** What MLflow's file store keeps of every run in its `meta.yaml`; times in milliseconds. */
export interface MlflowMeta {
  readonly runId: string;
  readonly experimentId: string;
  readonly artifactUri: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The `meta.yaml` of a run that has finished. */
export function mlflowMeta({ runId, experimentId, artifactUri, name, start, end }: MlflowMeta): string {
  return yamlOf({
    artifact_uri: artifactUri,
    end_time: end,
    entry_point_name: '',
    experiment_id: experimentId,
    lifecycle_stage: 'active',
    run_id: runId,
    run_name: name,
    run_uuid: runId,
    source_name: '',
    source_type: 4,
    source_version: '',
    start_time: Math.round(start),
    status: 3,
    tags: [],
    user_id: 'cfq',
  });
}

/** A mapping as YAML: JSON strings are YAML strings. */
export function yamlOf(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function paramsOf({ teacher, student, data, settings, limits }: AuditResult): Record<string, string> {
  const params = {
    teacher: teacher.name,
    student: student.name,
    student_bytes: String(student.bytes),
    student_bits: student.bits === null ? 'unknown' : String(student.bits),
    data: data.path ?? data.name,
    data_sha256: data.sha256 ?? 'rows in memory',
    rows: String(data.rows),
    policy: data.policy ?? 'as the columns say',
    solver: settings.solver,
    solver_options: JSON.stringify(settings.solverOptions),
    cost: settings.cost,
    margins: settings.margins.join(', '),
    seed: String(settings.seed),
    resamples: String(settings.resamples),
    limits: limits === null ? 'none' : limits.text,
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, visibleText(value).slice(0, longest)]),
  );
}

function metricsOf({ numbers, data, swapSet, promises, student }: AuditResult): Record<string, number> {
  const all: [string, number | null][] = numbers.flatMap(
    ({ metric, kappa, value, lower, upper, baseline }) => {
      const name = kappa === null ? metric : `${metric}/${kappa}`;
      return [
        [name, value],
        [`${name}.lower`, lower],
        [`${name}.upper`, upper],
        [`${name}.reference`, baseline],
      ] as [string, number | null][];
    },
  );
  const counts: [string, number][] = [
    ['people', data.rows],
    ['people.denied', data.denied],
    ['people.now-approved', swapSet.toApproved],
    ['people.now-denied', swapSet.toDenied],
    ['promises.broken', promises.broken.length],
    ['student.bytes', student.bytes],
  ];
  return Object.fromEntries(
    [...all, ...counts].filter((entry): entry is [string, number] => entry[1] !== null),
  );
}
