import { protocolMargins } from '@cfq/evaluation';
import { blackBox, slp, type RecourseSolver } from '@cfq/recourse';
import { find } from '../findings/find.ts';
import { checkLimits } from '../limits/check-limits.ts';
import type { Limits } from '../limits/limit.ts';
import { recordNumbers } from '../numbers/record-numbers.ts';
import { reasonsAgreement } from '../reasons/reasons-agreement.ts';
import { auditFormat, type AuditResult } from '../result/audit-result.ts';
import type { LimitsReport } from '../result/limit-verdict.ts';
import type { AuditNumber } from '../result/numbers.ts';
import { inOrder, numbersBeyondRecord } from './audit-numbers.ts';
import type { AuditProblem, AuditProgress } from './audit-problem.ts';
import { caveatsOf } from './caveats.ts';
import { checkProblem } from './check-problem.ts';
import { environment, stopwatch } from './environment.ts';
import { leadMarginOf } from './lead-margin.ts';
import { marginDifference } from './margin-difference.ts';
import { measurePair } from './pair.ts';
import { promisesOf } from './promises.ts';
import { reasonsOfPair } from './reasons-of-pair.ts';
import { runtimesOfPair } from './runtimes-of-pair.ts';
import { sha256 } from './sha256.ts';
import { auditedData, auditedFile } from './subjects.ts';
import { subgroupsOf } from './subgroups.ts';
import { swapSet } from './swap-set.ts';

/**
 * Holds one model file against another on the same people: who is decided about otherwise, whose promise breaks, which
 * groups, which reasons, in which runtime, and whether that is within limits. All that is measured is asked of the files
 * themselves.
 *
 * The same files, people, settings and seed give the same result, but for the time it took; with a deadline that cuts a
 * search, or on another processor, they need not.
 *
 * @returns plain JSON data
 * @throws AuditError on a malformed problem, before anything is computed
 * @throws what models, solver and data throw; the signal's reason
 */
export async function audit<Options = unknown>(problem: AuditProblem<Options>): Promise<AuditResult> {
  checkProblem(problem);
  const {
    teacher,
    student,
    people,
    margins = protocolMargins,
    seed = 0,
    cost = { norm: 'l1' },
    confidence = 0.95,
    resamples = 1000,
    minimumGroup = 30,
    reasons: reasonCount = 4,
    limits,
    signal,
    onProgress,
  } = problem;
  const recognised = teacher.traced !== null && student.traced !== null;
  const solver = problem.solver ?? ((recognised ? slp : blackBox) as RecourseSolver<Options>);
  const leadMargin = leadMarginOf(margins);
  const resampling = { seed, confidence, resamples };
  const time = stopwatch();
  const begin = (step: AuditProgress['step']): void => {
    signal?.throwIfAborted();
    time.begin(step);
    onProgress?.({ step, share: 0 });
  };

  const pair = await measurePair(problem, { solver, margins, seed, begin });
  const { x, record, teacherMargins, studentMargins } = pair;
  begin('numbers');
  const { featureSpace } = teacher;
  const fromRecord = recordNumbers(record, { ...resampling, labelled: people.y !== null });
  const subgroups = subgroupsOf({ record, leadMargin, minimum: minimumGroup, ...resampling });
  const difference = marginDifference(teacherMargins, studentMargins);
  begin('reasons');
  const bothReasons = await reasonsOfPair(problem, pair, reasonCount);
  const reasons = reasonsAgreement(bothReasons);
  begin('runtimes');
  const runtimes = await runtimesOfPair(problem, pair, leadMargin);
  begin('findings');
  const numbers = inOrder([
    ...fromRecord,
    ...numbersBeyondRecord({
      ...{
        people: people.table.rows,
        difference,
        subgroups,
        reasons: bothReasons,
        runtimes,
        ...resampling,
      },
    }),
  ]);
  const limitsReport = limits === undefined ? null : await reportOn(limits, numbers);
  const swaps = swapSet({ lines: people.lines, teacherMargins, studentMargins });
  const promises = promisesOf({
    teacher: pair.teacher,
    record,
    featureSpace,
    lines: people.lines,
    leadMargin,
  });
  const findings = await find({
    ...{ teacher, student, featureSpace, x, teacherMargins, studentMargins, numbers, leadMargin },
    ...{ marginDifference: difference, swapSet: swaps, promises, subgroups, reasons, runtimes },
    ...{ limits: limitsReport?.verdicts ?? [], signal },
  });
  return {
    schema: auditFormat,
    outcome: limitsReport === null ? 'no-limits' : limitsReport.within ? 'within' : 'outside',
    teacher: auditedFile(teacher),
    student: auditedFile(student),
    identical: teacher.file.sha256 === student.file.sha256,
    data: auditedData(people, {
      source: problem.source,
      denied: record.population.length,
      policy: pair.policy,
    }),
    settings: {
      solver: solver.name,
      solverOptions: { ...problem.solverOptions },
      cost: cost.norm,
      margins: [...margins],
      leadMargin,
      seed,
      deadlineSeconds: problem.deadline === undefined ? null : problem.deadline / 1000,
      ...{ confidence, resamples, minimumGroup, reasons: reasonCount },
    },
    numbers,
    marginDifference: difference,
    swapSet: swaps,
    promises,
    subgroups,
    reasons,
    runtimes,
    limits: limitsReport,
    findings,
    caveats: caveatsOf({ people, pair, promises, teacher, student }),
    environment: environment(problem.versions ?? {}, time.end()),
    command: problem.command ?? null,
  };
}

async function reportOn(
  { source, text, limits }: Limits,
  numbers: readonly AuditNumber[],
): Promise<LimitsReport> {
  const verdicts = checkLimits({ numbers }, limits);
  return {
    source,
    sha256: await sha256(text),
    text,
    within: verdicts.every(({ verdict }) => verdict === 'met'),
    verdicts,
  };
}
